// One line of JSON per result, written as soon as it is there.
#pragma once

#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace gpu {

class JsonLine {
 public:
  JsonLine& text(const char* name, const std::string& value) {
    std::string quoted = "\"";
    for (const char each : value) {
      if (each == '"' || each == '\\') quoted += '\\';
      quoted += each >= 0 && each < ' ' ? ' ' : each;
    }
    return raw(name, quoted + "\"");
  }
  JsonLine& integer(const char* name, long long value) { return raw(name, std::to_string(value)); }
  JsonLine& boolean(const char* name, bool value) { return raw(name, value ? "true" : "false"); }
  // Six digits; null where it is no number.
  JsonLine& number(const char* name, double value) {
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.6g", value);
    return raw(name, std::isfinite(value) ? digits : "null");
  }

  std::string line() const { return "{" + members_ + "}"; }

 private:
  JsonLine& raw(const char* name, const std::string& value) {
    members_ += (members_.empty() ? "\"" : ",\"") + std::string(name) + "\":" + value;
    return *this;
  }

  std::string members_;
};

// A file of such lines; no file where the path is empty.
class JsonLines {
 public:
  explicit JsonLines(const std::string& path) {
    if (path.empty()) return;
    file_ = std::fopen(path.c_str(), "w");
    if (file_ == nullptr) throw std::runtime_error("cannot write " + path);
  }
  JsonLines(const JsonLines&) = delete;
  JsonLines& operator=(const JsonLines&) = delete;
  ~JsonLines() {
    if (file_ != nullptr) std::fclose(file_);
  }

  void add(const JsonLine& line) {
    if (file_ == nullptr) return;
    std::fprintf(file_, "%s\n", line.line().c_str());
    std::fflush(file_);
  }

 private:
  std::FILE* file_ = nullptr;
};

}  // namespace gpu
