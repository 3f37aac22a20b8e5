# The part of accept that makes the bundle: everything a machine with a GPU needs, and nothing that has to be built there.

[ $# -eq 1 ] || usage
bundle=$1
case $bundle in /*) ;; *) bundle=$PWD/$bundle ;; esac
[[ $bundle == *.tar.gz ]] || fail "bundle: expected a name that ends in .tar.gz, got $1" 2
[ -d "$(dirname "$bundle")" ] || fail "bundle: there is no folder $(dirname "$bundle")" 2
readonly largest=$((60 * 1000 * 1000))
source "$here/fingerprint.sh"

nvcc=$(PATH=$PATH:${CUDA_HOME:-/usr/local/cuda}/bin command -v nvcc) || fail "bundle: nvcc is not on the PATH"
for tool in cmake tar sha256sum; do
  command -v "$tool" > /dev/null || fail "bundle: $tool is not on the PATH"
done
javac=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac") || fail "bundle: a JDK is needed; set JAVA_HOME"
jdk=$(dirname "$(dirname "$(readlink -f "$javac")")")
[ -x "$jdk/bin/jlink" ] || fail "bundle: $jdk has no jlink"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
to=$work/optnet4j-gpu
# The tests run in java/optnet4j, as in the repository; jqwik keeps its database in target there, and does not make it.
mkdir -p "$to"/{bin,lib,jars,junit,benchmarks,python,tests,java/optnet4j/target}

quietly() {
  local log=$work/$1.log
  echo "accept: $1"
  "${@:2}" > "$log" 2>&1 || {
    tail -n 40 "$log" >&2
    fail "bundle: $1 failed"
  }
}

print_fingerprint=$(fingerprint "$root")
quietly "configuring the native code" cmake -S "$root" -B "$work/native" -DCMAKE_BUILD_TYPE=Release \
  -DOPTNET4J_CUDA=ON -DOPTNET4J_JNI=ON
quietly "building the native code" cmake --build "$work/native" --parallel "$(nproc)" \
  --target optnet4j gpu_compare gpu_timing gpu_cholesky gpu_microbench
# In a copy, so that the build in the repository stays as it is.
mkdir "$work/tree"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create) |
  tar -x -C "$work/tree"
quietly "building the Java code" env -C "$work/tree" JAVA_HOME="$jdk" ./mvnw -B -ntp package -DskipTests
quietly "collecting the tests' libraries" env -C "$work/tree" JAVA_HOME="$jdk" ./mvnw -B -ntp -pl java/optnet4j \
  org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DincludeScope=test \
  "-DexcludeGroupIds=org.junit.jupiter,org.junit.platform,org.opentest4j,com.tngtech.archunit,org.slf4j" -DoutputDirectory="$to/junit"
junit=$(sed -n 's/.*<junit.version>5\.\(.*\)<\/junit.version>.*/1.\1/p' "$root/pom.xml")
quietly "fetching JUnit's console" env -C "$work/tree" JAVA_HOME="$jdk" ./mvnw -B -ntp -N \
  org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
  -Dartifact="org.junit.platform:junit-platform-console-standalone:$junit" -DoutputDirectory="$to/junit"
quietly "linking a Java run time" "$jdk/bin/jlink" --strip-debug --no-header-files --no-man-pages --compress=0 \
  --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.management,jdk.unsupported \
  --output "$to/jre"

cp "$here"/{accept,accept_run.sh} "$to"
cp "$here"/python/*.py "$to/python"
cp "$root/tests/cases.csv" "$to/tests"
cp "$work/native/lib/liboptnet4j.so" "$to/lib"
for program in gpu_compare gpu_timing gpu_cholesky gpu_microbench; do
  cp "$(find "$work/native" -name "$program" -type f -perm -u+x)" "$to/bin"
done
strip "$to"/bin/* "$to/lib/liboptnet4j.so" "$to"/jre/lib/*.so "$to"/jre/lib/server/*.so
cp "$work"/tree/java/optnet4j/target/optnet4j-[0-9]*.[0-9].jar "$to/jars"
cp "$work"/tree/java/optnet4j-examples/target/optnet4j-examples-[0-9]*.[0-9].jar "$to/jars"
for jar in "$work"/tree/java/optnet4j-examples/target/lib/*.jar; do
  case ${jar##*/} in optnet4j-*) ;; *) cp "$jar" "$to/jars" ;; esac
done
cp -R "$work/tree/java/optnet4j/target/test-classes" "$to/junit/test-classes"
cp "$work/tree/java/optnet4j-benchmarks/target/benchmarks.jar" "$to/benchmarks"
mkdir "$to/benchmarks/lib"
cp "$work"/tree/java/optnet4j-benchmarks/target/lib/*.jar "$to/benchmarks/lib"
# Nothing twice.
for jar in "$to"/benchmarks/lib/*.jar; do
  for folder in jars junit; do
    [ ! -e "$to/$folder/${jar##*/}" ] || ln -sf "../../$folder/${jar##*/}" "$jar"
  done
done

{
  echo "version=$(sed -n 's/^project(optnet4j VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")"
  echo "fingerprint=$print_fingerprint"
  echo "built=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  echo "nvcc=$("$nvcc" --version | sed -n 's/.*release \([0-9.]*\),.*/\1/p')"
  echo "commit=$(git -C "$root" describe --always --dirty --abbrev=12 2> /dev/null)"
} > "$to/bundle.txt"

tar -C "$work" -czf "$work/bundle.tar.gz" optnet4j-gpu
bytes=$(stat -c %s "$work/bundle.tar.gz")
[ "$bytes" -le "$largest" ] || fail "bundle: $bytes bytes, expected at most $largest"
mv "$work/bundle.tar.gz" "$bundle"
echo "accept: $bundle, $bytes bytes, fingerprint $print_fingerprint"
