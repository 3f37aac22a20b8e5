// Every place where threads have met. A place can be switched off: threads pass it without waiting, as if the line were
// not there. A test that does so to each in turn finds out whether anything would notice.
#pragma once

#include <string>
#include <vector>

#include "site.h"

namespace optnet4j::emulator {

enum class Meeting : unsigned char { block, lanes, shuffle_xor, shuffle, multiply_add };

const char* name(Meeting kind);

struct MeetingSite {
  std::string file;
  int line;
  Meeting kind;  // block or lanes
};

// The meetings of blocks and of lanes since forget_meeting_sites(), in the order of the first arrivals.
std::vector<MeetingSite> meeting_sites();
void forget_meeting_sites();

// While it lives, nobody waits at the site.
class SwitchedOff {
 public:
  explicit SwitchedOff(const MeetingSite& site);
  ~SwitchedOff();
  SwitchedOff(const SwitchedOff&) = delete;
  SwitchedOff& operator=(const SwitchedOff&) = delete;

 private:
  int id_;
};

// A place under a number, the same whichever file of the program it was included into. 0 is none.
using SiteId = unsigned short;
SiteId arrive(hardware::Site at, Meeting kind);
bool is_switched_off(SiteId id);
hardware::Site site_of(SiteId id);

}  // namespace optnet4j::emulator
