/** storage.StorageService: the one disk of a Hetzner server, and volumes that hang on it. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { DiskDiskType, type Messages, type StorageService } from "../../../wire/talos/generated/storage";
import { type Handlers, TalosStatus } from "../grpc";
import type { ServiceContext } from "./context";
import { disksOf } from "./disks";

/** Disks, BlockDeviceWipe. */
export function storageHandlers({ machine }: ServiceContext): Handlers<Messages, typeof StorageService> {
  return {
    Disks: () => ({
      messages: [
        {
          disks: disksOf(machine).map((disk) => ({
            size: BigInt(disk.sizeBytes),
            model: disk.model,
            deviceName: `/dev/${disk.id}`,
            name: disk.id,
            serial: disk.serial,
            type: DiskDiskType.HDD,
            busPath: disk.busPath,
            systemDisk: disk.isSystemDisk,
            subsystem: "/sys/class/block",
          })),
        },
      ],
    }),
    BlockDeviceWipe: ({ devices }) => {
      for (const { device, skipVolumeCheck } of devices) {
        const disk = disksOf(machine).find((candidate) => candidate.id === device);
        if (disk === undefined) throw new TalosStatus(GrpcStatus.NOT_FOUND, `blockdevice "${device}" not found`);
        if (disk.isSystemDisk && !skipVolumeCheck) {
          throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, `blockdevice "${device}" is in use by volume "META"`);
        }
      }
      return { messages: [{}] };
    },
  };
}
