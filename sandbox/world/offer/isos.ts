/** A few ISOs: enough to list, to look up and to boot Talos from. */
import type { Iso } from "../catalogue";

const iso = (id: number, name: string, description: string, architecture: Iso["architecture"]): Iso => ({
  id,
  name,
  description,
  type: "public",
  architecture,
  deprecation: null,
});

/** ISOs, as the API lists them. */
export const isos: Iso[] = [
  iso(122_630, "talos-v1.13.9-hcloud-amd64.iso", "Talos Linux v1.13.9 amd64", "x86"),
  iso(122_631, "talos-v1.13.9-hcloud-arm64.iso", "Talos Linux v1.13.9 arm64", "arm"),
  iso(120_001, "debian-13.1.0-amd64-netinst.iso", "Debian 13.1 amd64 netinstall", "x86"),
  iso(120_002, "virtio-win-0.1.271.iso", "Drivers for Windows guests", null),
];
