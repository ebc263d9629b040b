/** What Hetzner's names of server types say. Pure: the catalogue is not asked. */

/** Families of server types by the letters of their name, with their architecture in Talos's and Kubernetes's words. */
const architectureByFamily: Readonly<Record<string, "amd64" | "arm64">> = {
  cx: "amd64",
  cpx: "amd64",
  ccx: "amd64",
  cax: "arm64",
};

/**
 * `arm64` for Hetzner's Arm servers (`cax…`), `amd64` for the others.
 * @throws RangeError for a name that belongs to no known family.
 */
export function serverArchitecture(serverType: string): "amd64" | "arm64" {
  const family = /^([a-z]+)\d+$/.exec(serverType.trim().toLowerCase())?.[1];
  const architecture = family === undefined ? undefined : architectureByFamily[family];
  if (architecture !== undefined) return architecture;
  const families = Object.keys(architectureByFamily).join(", ");
  throw new RangeError(
    `Cannot tell the architecture of server type "${serverType}": it is none of the families ${families} with a ` +
      'number, such as "cpx22"; the data source hephaestus_hcloud_availability asks Hetzner',
  );
}
