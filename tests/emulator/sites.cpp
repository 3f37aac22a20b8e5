#include "sites.h"

#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace optnet4j::emulator {
namespace {

struct Place {
  hardware::Site at;
  Meeting kind;
  bool off;
  bool seen;
};

// Place 0 is none. The names of files are literals of the program, which outlive everything, or from keep().
std::vector<Place>& places() {
  static std::vector<Place> all{{{"", 0}, Meeting::block, false, false}};
  return all;
}

SiteId id_of(hardware::Site at, Meeting kind) {
  std::vector<Place>& all = places();
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].at.line == at.line && all[i].kind == kind && std::strcmp(all[i].at.file, at.file) == 0) return SiteId(i);
  }
  if (all.size() > std::numeric_limits<SiteId>::max()) throw std::length_error("more meeting sites than SiteId counts");
  all.push_back({at, kind, false, false});
  return SiteId(all.size() - 1);
}

// Meetings are frequent and comparing names takes time: what recent ones found, by the address of the file's name.
struct Recent {
  const char* file;
  int line;
  Meeting kind;
  SiteId id;
};
constexpr int kRecent = 256;
Recent recent[kRecent];

}  // namespace

const char* name(Meeting kind) {
  switch (kind) {
    case Meeting::block:
      return "block";
    case Meeting::lanes:
      return "lanes";
    case Meeting::shuffle_xor:
      return "shuffle_xor";
    case Meeting::shuffle:
      return "shuffle";
    default:
      return "multiply_add";
  }
}

SiteId arrive(hardware::Site at, Meeting kind) {
  const auto hash = (reinterpret_cast<std::uintptr_t>(at.file) >> 3) * 31 + at.line * 4 + unsigned(kind);
  Recent& known = recent[hash % kRecent];
  if (known.file != at.file || known.line != at.line || known.kind != kind || known.id == 0) {
    known = {at.file, at.line, kind, id_of(at, kind)};
  }
  places()[known.id].seen = true;
  return known.id;
}

bool is_switched_off(SiteId id) { return places()[id].off; }

hardware::Site site_of(SiteId id) { return places()[id].at; }

std::vector<MeetingSite> meeting_sites() {
  std::vector<MeetingSite> found;
  for (const Place& place : places()) {
    if (place.seen && (place.kind == Meeting::block || place.kind == Meeting::lanes))
      found.push_back({place.at.file, place.at.line, place.kind});
  }
  return found;
}

void forget_meeting_sites() {
  for (Place& place : places()) place.seen = false;
}

SwitchedOff::SwitchedOff(const MeetingSite& site) : id_(0) {
  const std::vector<Place>& all = places();
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].at.line == site.line && all[i].kind == site.kind && site.file == all[i].at.file) id_ = int(i);
  }
  if (id_ == 0 || (site.kind != Meeting::block && site.kind != Meeting::lanes)) {
    throw std::invalid_argument("site: " + site.file + ":" + std::to_string(site.line) + " (" + name(site.kind) +
                                "), expected one of meeting_sites()");
  }
  places()[id_].off = true;
}

SwitchedOff::~SwitchedOff() { places()[id_].off = false; }

}  // namespace optnet4j::emulator
