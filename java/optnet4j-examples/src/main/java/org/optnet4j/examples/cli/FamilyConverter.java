package org.optnet4j.examples.cli;

import java.util.Locale;
import org.optnet4j.examples.stress.HardFamily;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of families as users write them. */
final class FamilyConverter implements ITypeConverter<HardFamily> {
    static final String NAMES = "definite, semidefinite, linear, redundant-equalities, duplicated-rows, equal-bounds, "
            + "no-bounds, badly-scaled, ill-conditioned, infeasible, unbounded";

    @Override
    public HardFamily convert(String name) {
        for (HardFamily family : HardFamily.values()) {
            if (family.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return family;
            }
        }
        throw new TypeConversionException("expected one of " + NAMES + ", got '" + name + "'");
    }
}
