/**
 * How long a Talos node takes for things, in milliseconds of simulated time. Talos publishes no numbers; these are what
 * its users see on small cloud servers (console logs with time stamps, 2024 to 2026), rounded. Nothing depends on their
 * being exact, but all waits of a benchmark are made of them.
 */
export const durations = {
  /** Kernel and machined are counted by the server's own boot; from machined to the end of `initialize`. */
  initializeMs: 2_000,
  /** From the configuration to containerd, volumes and udev. */
  bootPhasesMs: 3_000,
  /** containerd and CRI from start to healthy. */
  containerdMs: 1_500,
  /** apid and trustd: container start to healthy. */
  apidMs: 2_000,
  /** Pull and start of etcd. */
  etcdStartMs: 6_000,
  /** A learner catches up and is promoted. */
  etcdPromoteMs: 5_000,
  /** Pull and start of the kubelet. */
  kubeletStartMs: 8_000,
  /** Static pods: image pulls and health probes. */
  staticPodsMs: 15_000,
  /** Cordon and eviction inside Talos's own sequences. */
  drainMs: 5_000,
  /** Stopping services and unmounting. */
  stopServicesMs: 4_000,
  /** The installer: pull, write the other slot. */
  pullImageMs: 8_000,
  installMs: 10_000,
  /** Wiping STATE and EPHEMERAL. */
  wipeMs: 3_000,
  /** TRY mode's default (facts §2.11). */
  tryModeMs: 60_000,
  /** apid waits for the answer to leave before the machine does as it was told. */
  farewellMs: 500,
  /** The boot sequence gives up (facts §8.3). */
  bootLimitMs: 70 * 60_000,
  /** A new image that does not come up is given up after that, and the firmware takes the other slot. */
  failedBootMs: 60_000,
} as const;
