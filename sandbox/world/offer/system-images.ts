/** Hetzner's system images: one id for each architecture. */
import type { Image } from "../image";

/** name, flavour, version, id of x86, id of arm */
const rows: (readonly [string, Image["osFlavor"], string, number, number])[] = [
  ["ubuntu-22.04", "ubuntu", "22.04", 67_794_396, 103_908_130],
  ["ubuntu-24.04", "ubuntu", "24.04", 161_547_269, 161_547_270],
  ["ubuntu-26.04", "ubuntu", "26.04", 352_113_101, 352_113_102],
  ["debian-12", "debian", "12", 114_690_387, 114_690_389],
  ["debian-13", "debian", "13", 310_557_660, 310_557_661],
  ["rocky-9", "rocky", "9", 45_778_092, 103_907_373],
  ["rocky-10", "rocky", "10", 310_557_663, 310_557_664],
  ["alma-9", "alma", "9", 45_780_092, 103_907_374],
  ["alma-10", "alma", "10", 310_557_666, 310_557_667],
  ["fedora-43", "fedora", "43", 330_557_668, 330_557_669],
  ["opensuse-15", "opensuse", "15", 60_231_000, 103_908_135],
];

/** System images, ascending by id, created at `createdMs` (milliseconds since 1970). */
export function systemImages(createdMs: number): Image[] {
  return rows
    .flatMap(([name, osFlavor, osVersion, x86, arm]) => [
      systemImage(x86, { name, osFlavor, osVersion, architecture: "x86", createdMs }),
      systemImage(arm, { name, osFlavor, osVersion, architecture: "arm", createdMs }),
    ])
    .sort((a, b) => a.id - b.id);
}

type Particulars = Pick<Image, "osFlavor" | "osVersion" | "architecture" | "createdMs"> & { name: string };

function systemImage(id: number, particulars: Particulars): Image {
  return {
    id,
    ...particulars,
    type: "system",
    status: "available",
    description: particulars.name,
    imageSizeGb: null,
    diskSizeGiB: 5,
    createdFrom: null,
    boundTo: null,
    rapidDeploy: particulars.osFlavor === "ubuntu" || particulars.osFlavor === "debian",
    protection: { delete: false },
    deprecatedMs: null,
    labels: {},
    diskId: null,
  };
}
