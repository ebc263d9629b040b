/**
 * How long the real thing takes, in milliseconds of simulated time. Hetzner publishes no numbers; each is what its
 * users see, rounded, with the source beside it, and nothing here depends on its being exact.
 */
export const durations = {
  /** Action create_server until the disk is written: some 10 s in provider acceptance logs. */
  createServerMs: 9_000,
  /** Power on until the guest answers; stock Linux and Talos both take 10 to 20 s on a cx23. */
  startServerMs: 2_000,
  bootMs: 12_000,
  /** The rescue system boots over the network: hcloud-upload-image waits up to 3 minutes and usually 20 to 30 s. */
  bootRescueMs: 25_000,
  stopServerMs: 3_000,
  /** From ACPI signal to power off. */
  shutdownMs: 6_000,
  deleteServerMs: 1_000,
  rebuildServerMs: 15_000,
  changeTypeMs: 20_000,
  enableRescueMs: 1_000,
  /** enable_rescue holds for 60 minutes (API reference). */
  rescueExpiresMs: 3_600_000,
  /** A snapshot takes minutes; about 20 s and 10 s for each GiB of written data (Packer runs). */
  createImageBaseMs: 20_000,
  createImagePerGiBMs: 10_000,
  /** Networks, firewalls, load balancers, IPs, volumes: one to a few seconds each. */
  networkMs: 1_000,
  firewallMs: 1_000,
  loadBalancerMs: 2_000,
  addressMs: 1_000,
  volumeMs: 3_000,
  /** Let's Encrypt behind a managed certificate: about half a minute. */
  issueCertificateMs: 30_000,
  /** Everything that only writes a setting. */
  settingMs: 500,
} as const;
