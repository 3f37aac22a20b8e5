# The part of accept that turns a result into the README's table.

result="" readme=$root/README.md
while [ $# -gt 0 ]; do
  case $1 in
    --readme)
      [ $# -ge 2 ] || fail "--readme: a value is missing" 2
      readme=$2
      shift
      ;;
    -*) fail "report: unknown option $1" 2 ;;
    *) result=$1 ;;
  esac
  shift
done
if [ -z "$result" ]; then
  # The date is part of the name.
  result=$(find "$here/results" -name '*.json' 2> /dev/null | sort | tail -n 1)
  [ -n "$result" ] || fail "report: there is no result in $here/results; give one"
fi
[ -r "$result" ] || fail "report: cannot read $result"
[ -r "$readme" ] || fail "report: cannot read $readme"
readonly first_line="<!-- gpu table -->" last_line="<!-- end of gpu table -->"
grep -qxF "$first_line" "$readme" && grep -qxF "$last_line" "$readme" ||
  fail "report: $readme has no lines '$first_line' and '$last_line' for the table to go between"
source "$here/fingerprint.sh"

field() { sed -n "s/^  \"$1\": \"\(.*\)\",\$/\1/p" "$result" | sed 's/\\\(.\)/\1/g'; }
machine() { sed -n "s/^  \"machine\": {.*\"$1\": \"\([^\"]*\)\".*/\1/p" "$result"; }
# The rows of a part, one per line.
rows() { sed -n "s/^    \"$1\": {.*\"rows\": \[\(.*\)\]},\{0,1\}\$/\1/p" "$result" | sed 's/},{/}\n{/g'; }

grep -q '"forwardMs"' <(rows timing) || fail "report: $result has no times in it"
current=$(fingerprint "$root")
accepted=$(field fingerprint)
statuses=$(sed -n 's/^    "\([a-z]*\)": {"status": "\([a-z]*\)".*/\1 \2/p' "$result")
with_fewer=$(sed -n 's/^    "\([a-z]*\)": {"status": "passed", .*"quick": "yes", "seconds".*/\1/p' "$result" | paste -sd, | sed 's/,/, /g')
not_passed=$(awk '$2 != "passed" { printf "%s%s %s", (n++ ? ", " : ""), $1, $2 }' <<< "$statuses")

# A value of the row at hand, for awk.
readonly get='
  function get(name,    at, rest) {
    at = index($0, "\"" name "\":")
    if (at == 0) return ""
    rest = substr($0, at + length(name) + 3)
    match(rest, /^("[^"]*"|[^,}]*)/)
    rest = substr(rest, 1, RLENGTH)
    gsub(/"/, "", rest)
    return rest
  }'

# JMH's times, of all cases only: with fewer the JVM is hardly warm.
through_java() {
  grep -q '^    "jmh": {"status": "passed", .*"quick": "no", "seconds"' "$result" || return 0
  echo "Through the Java API from arrays to arrays, by JMH, milliseconds for the whole batch; \`cpu\` on the same machine,"
  echo "$(machine processors) processors ($(machine processor)):"
  echo
  echo "| n | batch | forward, cuda | forward, cpu | backward, cuda | backward, cpu | both, cuda | both, cpu |"
  echo "|--:|------:|--------------:|-------------:|---------------:|--------------:|-----------:|----------:|"
  rows jmh | awk "$get"'
    function time(call, backend) {
      return (call, backend, each) in score ? sprintf("%.3g", score[call, backend, each] / 1000) : "-"
    }
    get("Benchmark") !~ /\.QpBenchmark\./ { next }
    {
      call = get("Benchmark"); sub(/.*\./, "", call)
      n = get("sizes"); sub(/x.*/, "", n)
      case_ = n " | " get("batch")
      cases[case_]
      score[call, get("backend"), case_] = get("Score")
    }
    END {
      for (each in cases)
        printf "| %s | %s | %s | %s | %s | %s | %s |\n", each, time("forward", "cuda"), time("forward", "cpu"),
          time("backward", "cuda"), time("backward", "cpu"), time("forwardAndBackward", "cuda"), time("forwardAndBackward", "cpu")
    }' | sort -t '|' -k 2,2n -k 3,3n
  echo
}

table() {
  echo "Data and answers on the device, float64, n variables, n inequalities, cold start; medians in milliseconds for the"
  echo "whole batch; the answers to each row were checked. \"From host arrays\" is forward with all copies. qpth on the same GPU and"
  echo "the same problems, forward, with its default tolerance of 1e-12; ours is 1e-8."
  echo
  echo "| n | batch | forward | backward, all six gradients | backward / forward | forward from host arrays | times as fast as qpth |"
  echo "|--:|------:|--------:|----------------------------:|-------------------:|-------------------------:|----------------------:|"
  { rows qpth; rows timing; } | awk "$get"'
    get("precision") != "float64" { next }
    get("what") == "qpth" { if (get("forwardMs") != "") qpth[get("n"), get("batch")] = get("forwardMs"); next }
    get("builtIn") == "true" && get("forwardMs") != "" {
      n = get("n"); batch = get("batch"); forward = get("forwardMs")
      host = get("hostForwardMs") == "" ? "-" : sprintf("%.2f", get("hostForwardMs"))
      times = (n, batch) in qpth ? sprintf("%.0f", qpth[n, batch] / forward) : "-"
      printf "| %d | %d | %.3f | %.3f | %.0f %% | %s | %s |\n", n, batch, forward, get("backwardMs"),
        100 * get("backwardMs") / get("forwardKeptMs"), host, times
      if (get("worstKkt") + 0 > worst + 0) worst = get("worstKkt")
    }
    END { printf "\nWorst: %s\n", worst }' > "$work_file"
  sed '/^Worst: /d' "$work_file"
  through_java
  echo "$(field gpu), driver $(machine driver), nvcc $(sed -n 's/^  "bundle": {.*"nvcc": "\([^"]*\)".*/\1/p' "$result"), version"
  echo "$(field version), $(field date | cut -c1-10); worst relative KKT residual $(sed -n 's/^Worst: //p' "$work_file"). Kernels $accepted;"
  echo "parts of the acceptance that did not pass: ${not_passed:-none}${with_fewer:+; that passed with fewer cases: $with_fewer}."
  [ "$current" = "$accepted" ] || {
    echo
    echo "These are not the kernels of this version ($current), which have not been accepted on a GPU yet."
  }
}

work_file=$(mktemp)
beside=$readme.$$
trap 'rm -f "$work_file" "$work_file".* "$beside"' EXIT
table > "$work_file.table"
awk -v first="$first_line" -v last="$last_line" -v table="$work_file.table" '
  $0 == last { inside = 0 }
  !inside { print }
  $0 == first { inside = 1; while ((getline line < table) > 0) print line }' "$readme" > "$work_file.readme"
# What is cut short leaves the file as it was.
cp -p "$readme" "$beside"
cat "$work_file.readme" > "$beside"
mv "$beside" "$readme"
echo "accept: table of $result written to $readme"
[ "$current" = "$accepted" ] ||
  echo "accept: these kernels have not been accepted: the sources are $current, the result is about $accepted"
