// The files through which solvers are compared: one batch in, one set of answers out. Little-endian, without gaps.
//
//   batch    int64 {0x31425051, batch, n, m, p, 0, 0, 0}, then doubles Q q A b G h c, each for all problems
//   answers  int64 {0x314c4f53, batch, n, m, p, gradients, 0, 0}, then doubles x, multipliers of G x <= h, multipliers
//   of
//            A x = b, iterations, 1 where solved and 0 elsewhere; with gradients dQ dq dA db dG dh of c'x besides
//
// Matrices are row-major, batches problem-major, as in optnet4j.h.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace peers {

struct Sizes {
  std::int64_t batch, n, m, p;
};

struct BatchFile {
  Sizes sizes;
  std::vector<double> Q, q, A, b, G, h, c;
};

struct AnswerFile {
  explicit AnswerFile(const Sizes& z)
      : sizes(z), x(z.batch * z.n), lambda(z.batch * z.m), nu(z.batch * z.p), iterations(z.batch), solved(z.batch) {}

  Sizes sizes;
  std::vector<double> x, lambda, nu, iterations, solved;
  std::vector<std::vector<double>> gradients;  // none, or those of Q q A b G h
};

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

inline File open(const std::string& path, const char* mode) {
  File file(std::fopen(path.c_str(), mode), std::fclose);
  if (!file) throw std::runtime_error(path + ": cannot open");
  return file;
}

template <class T>
void read(const File& file, const std::string& path, std::vector<T>& to) {
  if (std::fread(to.data(), sizeof(T), to.size(), file.get()) != to.size()) throw std::runtime_error(path + ": short");
}

template <class T>
void write(const File& file, const std::string& path, const std::vector<T>& from) {
  if (std::fwrite(from.data(), sizeof(T), from.size(), file.get()) != from.size())
    throw std::runtime_error(path + ": cannot write");
}

inline BatchFile read_batch(const std::string& path) {
  const File file = open(path, "rb");
  std::vector<std::int64_t> head(8);
  read(file, path, head);
  if (head[0] != 0x31425051) throw std::runtime_error(path + ": not a batch");
  const Sizes z{head[1], head[2], head[3], head[4]};
  BatchFile batch{z, {}, {}, {}, {}, {}, {}, {}};
  const auto next = [&](std::vector<double>& to, std::int64_t block) {
    to.resize(z.batch * block);
    read(file, path, to);
  };
  next(batch.Q, z.n * z.n);
  next(batch.q, z.n);
  next(batch.A, z.p * z.n);
  next(batch.b, z.p);
  next(batch.G, z.m * z.n);
  next(batch.h, z.m);
  next(batch.c, z.n);
  return batch;
}

inline void write_answers(const std::string& path, const AnswerFile& answers) {
  File file = open(path, "wb");
  const Sizes& z = answers.sizes;
  write<std::int64_t>(file, path, {0x314c4f53, z.batch, z.n, z.m, z.p, answers.gradients.empty() ? 0 : 1, 0, 0});
  for (const auto* each : {&answers.x, &answers.lambda, &answers.nu, &answers.iterations, &answers.solved})
    write(file, path, *each);
  for (const std::vector<double>& each : answers.gradients) write(file, path, each);
  // What is still in its buffer may not fit on the disk.
  if (std::fclose(file.release()) != 0) throw std::runtime_error(path + ": cannot write");
}

}  // namespace peers
