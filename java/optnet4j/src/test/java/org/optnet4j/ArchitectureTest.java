package org.optnet4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "org.optnet4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nothingNeedsAnIntegration =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("jcuda..", "ai.djl..", "org.apache.spark..");

    @ArchTest
    static final ArchRule theCoreNeedsNothingButJava = noClasses()
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.optnet4j..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theReferenceIsPureJava = noClasses()
            .that()
            .resideInAPackage("org.optnet4j.internal.reference..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.optnet4j.internal.nativelib..");

    @ArchTest
    static final ArchRule theNativeLibraryDoesWithoutTheReference = noClasses()
            .that()
            .resideInAPackage("org.optnet4j.internal.nativelib..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.optnet4j.internal.reference..");

    @ArchTest
    static final ArchRule onlyTheListOfBackEndsKnowsThem = noClasses()
            .that()
            .resideInAnyPackage("org.optnet4j", "org.optnet4j.layer..")
            .or()
            .resideInAPackage("org.optnet4j.backend..")
            .and()
            .haveSimpleNameNotEndingWith("Backends")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.optnet4j.internal.reference..", "org.optnet4j.internal.nativelib..");

    @ArchTest
    static final ArchRule theSolverDoesNotKnowTheLayer = noClasses()
            .that()
            .resideOutsideOfPackage("org.optnet4j.layer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.optnet4j.layer..");
}
