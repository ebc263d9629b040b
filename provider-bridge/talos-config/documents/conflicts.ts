const links =
  "BondConfig BridgeConfig DummyLinkConfig LinkConfig VLANConfig VRFConfig WireguardConfig VethConfig".split(" ");
const groups = [links, ["ExistingVolumeConfig", "UserVolumeConfig"], ["HCloudVIPConfig", "Layer2VIPConfig"]];

/** Kinds of which no document may have the same name as one of this kind: they configure the same thing. */
export function conflictingKinds(kind: string): string[] {
  return groups.find((group) => group.includes(kind))?.filter((other) => other !== kind) ?? [];
}
