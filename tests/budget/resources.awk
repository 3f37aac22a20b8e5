# From readelf's words about a cubin to one line per kernel:
#   name,architecture,release,registers,stack,spills,shared,instructions
#
# Attributes of .nv.info sections are a byte of format, a byte of kind and 16 bits: the value, or with format 4 the size
# of what follows. Kinds read here: 0x2f registers, 0x12 stack over all calls (both with the symbol's number), 0x55
# annotated instructions (pairs of a type and an offset; type 1 is a spill).

function hex(digits,    i, value) {
  value = 0
  for (i = 1; i <= length(digits); ++i) value = value * 16 + index("123456789abcdef", substr(digits, i, 1))
  return value
}

# Little-endian, `count` bytes from byte `at` of the section.
function number(at, count,    i, value) {
  value = 0
  for (i = count - 1; i >= 0; --i) value = value * 256 + hex(substr(bytes, 2 * (at + i) + 1, 2))
  return value
}

function fail(what) {
  print "budget: " cubin ": " what > "/dev/stderr"
  failed = 1
  exit 1
}

function attributes(    at, end, format, kind, size, i) {
  end = length(bytes) / 2
  for (at = 0; at + 4 <= end; at += 4 + size) {
    format = number(at, 1)
    kind = number(at + 1, 1)
    if (format < 1 || format > 4) fail("section " section ": unknown attribute format " format)
    size = format == 4 ? number(at + 2, 2) : 0
    if (format != 4) continue
    if (kind == 47) registers[number(at + 4, 4)] = number(at + 8, 4)
    if (kind == 18) stack[number(at + 4, 4)] = number(at + 8, 4)
    if (kind == 85) {
      for (i = 0; i < size; i += 8) {
        if (number(at + 4 + i, 4) != 1) fail("section " section ": unknown annotation " number(at + 4 + i, 4))
        ++spills[section]
      }
    }
  }
  bytes = ""
}

$1 == "cubin" { cubin = substr($0, 7); next }
$1 == "flags" { architecture = int(hex(substr($2, 3)) / 256) % 256; next }
$1 == "release" { release = $2; next }
$1 == "entry" { name[$2] = $4; size_of[$2] = $3; next }
$1 == "shared" { shared[substr($2, length(".nv.shared.") + 1)] = hex($3); next }
/^Hex dump of section/ {
  if (bytes != "") attributes()
  section = $5
  gsub(/[':]/, "", section)
  next
}
/^ *0x[0-9a-f]* / {
  line = substr($0, 14, 35)
  gsub(/ /, "", line)
  bytes = bytes line
}

END {
  if (failed) exit 1
  if (bytes != "") attributes()
  if (architecture == 0 || release == "") fail("names no architecture or no nvcc release")
  # From sm_90 on the system keeps the first KiB of a block's shared memory; it is part of the section.
  reserved = architecture >= 90 ? 1024 : 0
  for (id in name) {
    kernel = name[id]
    if (!((id + 0) in registers)) fail(kernel ": number of registers not found")
    if (!((id + 0) in stack)) fail(kernel ": size of the stack not found")
    static = kernel in shared ? shared[kernel] - reserved : 0
    code = size_of[id] ~ /^0x/ ? hex(substr(size_of[id], 3)) : size_of[id] + 0
    printf "%s,sm_%d,%s,%d,%d,%d,%d,%d\n", kernel, architecture, release, registers[id + 0], stack[id + 0],
      spills[".nv.info." kernel] + 0, static, code / 16
  }
}
