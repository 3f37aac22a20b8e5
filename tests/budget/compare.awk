# Two files of kernels.csv's columns: what is allowed, then what was measured. One line for each kernel that is not within
# its budget. Instructions may grow by a twentieth: unlike the others they do not decide how many threads fit. Budgets of
# architectures that nothing was built for do not count.

/^#/ || $1 == "kernel" { next }
{ key = $1 " on " $2 }
FILENAME == budget {
  for (i = 4; i <= NF; ++i) allowed[key, i] = $i
  known[key] = 1
  architecture[key] = $2
  next
}

function over(what, i, slack) {
  if ($i > allowed[key, i] * (1 + slack)) {
    print "budget: " key ": " $i " " what ", allowed " allowed[key, i]
    bad = 1
  }
  if ($i < allowed[key, i]) ++smaller
}

{
  ++count
  built[$2] = 1
  if ($6 > 0) {
    print "budget: " key ": " $6 " instructions spill registers, expected none"
    bad = 1
  }
  if (!(key in known)) {
    print "budget: " key ": not in " budget
    bad = 1
    next
  }
  seen[key] = 1
  over("registers", 4, 0)
  over("bytes of stack", 5, 0)
  over("bytes of static shared memory", 7, 0)
  over("instructions", 8, 0.05)
}

END {
  for (key in known) {
    if (!(key in seen) && architecture[key] in built) {
      print "budget: " key ": in " budget ", but not built"
      bad = 1
    }
  }
  if (bad) exit 1
  print "budget: " count " kernels within their budgets" (smaller ? ", " smaller " numbers below (update lowers them)" : "")
}
