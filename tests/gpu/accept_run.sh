# The part of accept that runs in the bundle. Each part is a function part_NAME that is given the file for its rows (one
# JSON object per line) and writes what people should see to standard output; its log is kept beside the result. It
# returns 0, or 75 for "skipped", with the reason in $reason; anything else is a failure.
#
# The result is rewritten after each part. One part is one line of it, so that an earlier result can be continued.

readonly parts=(compare memcheck racecheck initcheck synccheck junit stress microbench timing cholesky qpth jmh)
readonly skipped=75
out=result.json
only=""
quick=""
qpth=""
limit=""

while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=yes ;;
    --out | --only | --qpth | --limit)
      [ $# -ge 2 ] || fail "$1: a value is missing" 2
      declare "${1#--}=$2"
      shift
      ;;
    *) fail "run: unknown option $1" 2 ;;
  esac
  shift
done

selected=()
if [ -n "$only" ]; then
  IFS=, read -r -a selected <<< "$only"
  for name in "${selected[@]}"; do
    [[ " ${parts[*]} " == *" $name "* ]] || fail "--only: expected some of ${parts[*]}, got $name" 2
  done
else
  selected=("${parts[@]}")
fi
[[ $limit =~ ^([1-9][0-9]*)?$ ]] || fail "--limit: expected seconds, got $limit" 2
case $out in /*) ;; *) out=$PWD/$out ;; esac
[ -z "$qpth" ] || qpth=$(cd "$qpth" 2> /dev/null && pwd) || fail "--qpth: expected a folder, got $qpth" 2
folder=$out.parts
mkdir -p "$folder" || fail "--out: cannot write beside $out" 2
cd "$here"

# ---- JSON

quoted() {
  printf '%s' "$1" | tr '\n\t\r' '   ' | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$/"/'
  [ -n "$1" ] || printf '""'
}

# name=value... as members; values are strings.
members() {
  local separator="" pair
  for pair in "$@"; do
    printf '%s"%s": %s' "$separator" "${pair%%=*}" "$(quoted "${pair#*=}")"
    separator=", "
  done
}

# Complete lines only: a program that was stopped may have left half a one.
rows_of() {
  [ -f "$1" ] || return 0
  tr -d '\000-\011\013-\037' < "$1" | sed -n '/^{.*}$/p' | paste -sd,
}

bundle_says() { sed -n "s/^$1=//p" "$here/bundle.txt"; }

write_part() {
  local name=$1 status=$2 seconds=$3 why=$4
  {
    printf '{%s, "seconds": %s, "rows": [' "$(members "status=$status" "reason=$why" "quick=${quick:-no}")" "$seconds"
    rows_of "$folder/$name.rows"
    printf ']}'
  } | tr -d '\n' > "$folder/$name.json.new"
  mv "$folder/$name.json.new" "$folder/$name.json"
}

assemble() {
  local name separator=""
  {
    echo "{"
    echo "  \"version\": $(quoted "$(bundle_says version)"),"
    echo "  \"fingerprint\": $(quoted "$(bundle_says fingerprint)"),"
    echo "  \"bundle\": {$(members "built=$(bundle_says built)" "nvcc=$(bundle_says nvcc)" "commit=$(bundle_says commit)")},"
    echo "  \"date\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\","
    echo "  \"gpu\": $(quoted "$gpu"),"
    echo "  \"machine\": {$machine},"
    echo "  \"clocks\": {$(members "before=$clocks" "after=$(clocks_now)")},"
    echo "  \"parts\": {"
    for name in "${parts[@]}"; do
      [ -f "$folder/$name.json" ] || continue
      [ -z "$separator" ] || printf ',\n'
      printf '    "%s": %s' "$name" "$(cat "$folder/$name.json")"
      separator=yes
    done
    printf '\n  }\n}\n'
  } > "$out.new"
  mv "$out.new" "$out"
}

# Parts that an earlier run left in the result. They have to be about the same code on the same GPU.
continue_earlier() {
  [ -f "$out" ] || return 0
  local had
  had=$(sed -n 's/^  "fingerprint": "\(.*\)",$/\1/p' "$out")
  [ "$had" = "$(bundle_says fingerprint)" ] ||
    fail "--out: $out is about other kernels ($had, not $(bundle_says fingerprint)); give another name" 2
  had=$(sed -n 's/^  "gpu": \(".*"\),$/\1/p' "$out")
  [ "$had" != '""' ] || return 0
  [ "$had" = "$(quoted "$gpu")" ] || fail "--out: $out was made with another GPU ($had, not $gpu); give another name" 2
  local name
  for name in "${parts[@]}"; do
    sed -n "s/^    \"$name\": \({.*}\),\{0,1\}\$/\1/p" "$out" > "$folder/$name.json"
    [ -s "$folder/$name.json" ] || rm "$folder/$name.json"
  done
}

# ---- the machine

query() { nvidia-smi -i 0 --query-gpu="$1" --format=csv,noheader 2> /dev/null | head -n 1; }
clocks_now() { [ -z "$gpu" ] || query clocks.sm,clocks.mem,power.draw,temperature.gpu; }

find_gpu() {
  gpu="" no_gpu=""
  if ! command -v nvidia-smi > /dev/null; then
    no_gpu="no NVIDIA GPU: there is no nvidia-smi"
  elif ! gpu=$(query name) || [ -z "$gpu" ]; then
    gpu="" no_gpu="no NVIDIA GPU: nvidia-smi shows none"
  fi
  machine=$(members "processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "processors=$(nproc)" \
    "memory=$(sed -n 's/^MemTotal: *//p' /proc/meminfo)" "kernel=$(uname -r)")
  clocks=""
  [ -n "$gpu" ] || return 0
  machine="$machine, $(members "driver=$(query driver_version)" "gpuMemory=$(query memory.total)" \
    "computeCapability=$(query compute_cap)" "powerLimit=$(query power.limit)" "maxClocks=$(query clocks.max.sm,clocks.max.mem)")"
  clocks=$(clocks_now)
}

# ---- the parts

skip() {
  reason=$1
  return $skipped
}

java_command() {
  java=(jre/bin/java "-Doptnet4j.native.path=$here/lib/liboptnet4j.so")
}

part_compare() { bin/gpu_compare ${quick:+--quick} --json "$1"; }

sanitized() {
  local tool=$1 rows=$2
  command -v compute-sanitizer > /dev/null || { skip "there is no compute-sanitizer"; return; }
  compute-sanitizer --tool "$tool" --error-exitcode 99 bin/gpu_compare --sanitizer --json "$rows"
}
part_memcheck() { sanitized memcheck "$1"; }
part_racecheck() { sanitized racecheck "$1"; }
part_initcheck() { sanitized initcheck "$1"; }
part_synccheck() { sanitized synccheck "$1"; }

# The tests of the core that run per back end, with cuda required.
part_junit() {
  local rows=$1 status=0 log=$folder/junit.console
  java_command
  (
    # The tests read the case table by its path in the repository.
    cd java/optnet4j
    "$here/${java[0]}" "${java[@]:1}" -Doptnet4j.tests.require=cuda -Doptnet4j.tests.backends=cuda -cp "$here/junit/test-classes:$here/junit/*:$here/jars/*" \
      org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=summary \
      --fail-if-no-tests --scan-class-path "$here/junit/test-classes" --include-tag backend \
      --include-classname '.*Test' --exclude-classname '.*(Architecture|CudaFaults)Test'
  ) > "$log" 2>&1 || status=$?
  grep -E '^\[ +[0-9]+ tests (found|skipped|aborted|successful|failed)' "$log" || tail -n 20 "$log"
  awk '/^\[ +[0-9]+ tests (found|skipped|aborted|successful|failed)/ { gsub(/[][]/, ""); printf "{\"tests\":\"%s\",\"count\":%d}\n", $3, $1 }' \
    "$log" > "$rows"
  awk '/^  JUnit / { name = $0 } /^    => / && name != "" { print name ":" $0; name = "" }' "$log" | tr -s ' ' | head -n 20 |
    while IFS= read -r line; do printf '{"failed":%s}\n' "$(quoted "${line# }")"; done >> "$rows"
  return $status
}

# Random problems by the million through the Java API, each answer checked.
part_stress() {
  local rows=$1 each count=1000000
  [ -z "$quick" ] || count=20000
  java_command
  for each in "8 8 0" "16 16 4" "50 50 0" "100 100 25"; do
    # shellcheck disable=SC2086
    set -- $each
    [ "$1" -le 16 ] || count=20000
    [ "$1" -le 50 ] || count=5000
    "${java[@]}" -cp "jars/*" org.optnet4j.examples.cli.Main stress --backend cuda --count "$count" --n "$1" --m "$2" \
      --p "$3" --seed 2026 | tee "$folder/stress.one" || return 1
    printf '{"n":%d,"m":%d,"p":%d,"count":%d,"said":%s}\n' "$1" "$2" "$3" "$count" \
      "$(quoted "$(tr -s ' ' < "$folder/stress.one" | paste -sd';')")" >> "$rows"
  done
}

part_microbench() { bin/gpu_microbench --json "$1"; }
part_timing() { bin/gpu_timing ${quick:+--quick} --json "$1"; }

needs_torch() {
  command -v python3 > /dev/null || { skip "there is no python3"; return; }
  local said
  said=$(python3 -c 'import torch; print(torch.cuda.is_available())' 2>&1 | tail -n 1) || true
  [ "$said" = True ] || skip "python3 has no torch with CUDA ($said)"
}

# Ours; and torch's for comparison, where there is one.
part_cholesky() {
  bin/gpu_cholesky ${quick:+--quick} --json "$1" || return
  if needs_torch; then
    python3 python/cholesky.py ${quick:+--quick} --json "$1"
  else
    echo "without torch's: $reason"
    printf '{"skipped":%s}\n' "$(quoted "$reason")" >> "$1"
  fi
}

part_qpth() {
  [ -n "$qpth" ] || { skip "no --qpth PATH was given"; return; }
  needs_torch || return
  local n sizes="10 50 100 500"
  [ -z "$quick" ] || sizes=10
  : > "$1"
  for n in $sizes; do
    bin/gpu_timing --size "$n" --write "$folder/problems" || return 1
    python3 python/qpth_time.py "$qpth" "$folder/problems" >> "$1" || return 1
    rm -f "$folder/problems"
  done
}

# JMH writes its table when it is done, so each size is a run of its own.
part_jmh() {
  local rows=$1 each sizes="10x10x0 50x50x0 100x100x0" options=(-f 1 -wi 3 -i 5 -w 1 -r 1 -p batch=128,4096)
  [ -z "$quick" ] || sizes=10x10x0 options=(-f 1 -wi 1 -i 1 -w 1 -r 1 -p batch=128)
  java_command
  for each in $sizes; do
    "${java[@]}" -jar benchmarks/benchmarks.jar QpBenchmark -p backend=cuda,cpu -p "sizes=$each" "${options[@]}" \
      -rf csv -rff "$folder/jmh.csv" || return 1
    csv_rows "$folder/jmh.csv" >> "$rows"
  done
  # NVIDIA's libraries for CUDA 12 are often missing: then nothing is left to run.
  local status=0
  "${java[@]}" -jar benchmarks/benchmarks.jar VendorBenchmark -f 1 -wi 1 -i 3 -w 1 -r 1 -rf csv \
    -rff "$folder/vendor.csv" > "$folder/vendor.log" 2>&1 || status=$?
  cat "$folder/vendor.log"
  sed -n 's/^skipped: //p' "$folder/vendor.log" | grep -v '^back end' | while IFS= read -r line; do
    printf '{"skipped":%s}\n' "$(quoted "$line")"
  done >> "$rows" || true
  case $status in
    0) csv_rows "$folder/vendor.csv" >> "$rows" ;;
    2) grep -q '^benchmarks: nothing to run' "$folder/vendor.log" ;;
    *) return 1 ;;
  esac
}

# JMH's table, whose lines end as on Windows, as rows.
csv_rows() {
  tr -d '\r' < "$1" | awk -F, '
    function strip(text) { gsub(/"/, "", text); return text }
    NR == 1 { for (i = 1; i <= NF; ++i) { name[i] = strip($i); sub(/^Param: /, "", name[i]) } next }
    {
      line = ""
      for (i = 1; i <= NF; ++i) {
        value = strip($i)
        number = value ~ /^-?[0-9]+(\.[0-9]+)?$/
        line = line (i > 1 ? "," : "") "\"" name[i] "\":" (number ? value : "\"" value "\"")
      }
      print "{" line "}"
    }'
}

# Seconds that a part may take.
limit_of() {
  case $1 in
    compare | junit | stress) echo 420 ;;
    timing) echo 540 ;;
    jmh) echo 720 ;;
    microbench) echo 90 ;;
    *) echo 240 ;;
  esac
}

# A process group, first politely.
stop() {
  kill -TERM -- "-$1" 2> /dev/null || true
  sleep 1
  kill -KILL -- "-$1" 2> /dev/null || true
}

# In a shell of its own, so that its whole process group can be stopped.
run_part() {
  local name=$1 rows=$folder/$1.rows log=$folder/$1.log most start status=0 why=""
  most=${limit:-$(limit_of "$name")}
  rm -f "$rows"
  start=$SECONDS
  echo
  echo "== $name"
  set +e
  set -m
  (
    set +e
    set -o pipefail
    reason=""
    "part_$name" "$rows"
    status=$?
    echo "$reason" > "$folder/$name.reason"
    exit "$status"
  ) > "$log" 2>&1 &
  current_pid=$!
  set +m
  local ended=""
  while [ -z "$ended" ]; do
    kill -0 "$current_pid" 2> /dev/null || ended=yes
    if [ -z "$ended" ] && [ $((SECONDS - start)) -ge "$most" ]; then
      stop "$current_pid"
      ended=late
    fi
    [ -n "$ended" ] || sleep 0.05
  done
  wait "$current_pid" 2> /dev/null
  status=$?
  set -e
  current_pid=""
  tail -n 25 "$log"
  if [ "$ended" = late ]; then
    conclude "$name" failed $((SECONDS - start)) "stopped after $most s"
  elif [ "$status" -eq 0 ]; then
    conclude "$name" passed $((SECONDS - start)) ""
  elif [ "$status" -eq $skipped ]; then
    conclude "$name" skipped $((SECONDS - start)) "$(cat "$folder/$name.reason")"
  else
    # Nothing said is no match.
    why=$(grep -v '^ *$' "$log" | tail -n 1 | cut -c1-300) || true
    conclude "$name" failed $((SECONDS - start)) "exit status $status: $why"
  fi
}

conclude() {
  local name=$1 status=$2 seconds=$3 why=$4
  write_part "$name" "$status" "$seconds" "$why"
  assemble
  rm -f "$folder/$name.reason"
  summary+=("$(printf '%-8s %-11s %5d s  %s' "$status" "$name" "$seconds" "$why")")
  case $status in
    passed) passed=$((passed + 1)) ;;
    failed) failed=$((failed + 1)) ;;
  esac
}

interrupted() {
  trap - INT TERM
  [ -z "$current_pid" ] || stop "$current_pid"
  [ -z "$current" ] || conclude "$current" failed 0 "interrupted"
  print_summary
  exit 1
}

print_summary() {
  echo
  echo "== summary"
  printf '%s\n' "${summary[@]}"
  echo "result: $out (logs in $folder)"
}

summary=() passed=0 failed=0 current="" current_pid=""
find_gpu
continue_earlier
trap interrupted INT TERM
for current in "${selected[@]}"; do
  if [ -n "$no_gpu" ]; then
    rm -f "$folder/$current.rows"
    conclude "$current" skipped 0 "$no_gpu"
  else
    run_part "$current"
  fi
done
trap - INT TERM
print_summary
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
