/** Methods of Talos 1.11 and newer that let etcd go back one minor version. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { TalosStatus } from "../grpc";
import { versionDetails } from "../machine/talos-version";
import type { MachineHandlers, ServiceContext } from "./context";

const firstMinor = 11;

/** EtcdDowngradeValidate, Enable and Cancel; `needMember` throws where etcd does not answer. */
export function downgradeHandlers(
  context: ServiceContext,
  needMember: (context: ServiceContext) => unknown,
): MachineHandlers {
  const { machine } = context;
  if (machine.minor < firstMinor) return {};
  const current = versionDetails(machine.image.talosVersion).etcd.split(".").slice(0, 2).join(".");
  const answer = (version: string) => {
    needMember(context);
    const [major, minor] = current.split(".").map(Number);
    const allowed = `${major}.${(minor ?? 1) - 1}`;
    if (version.split(".").slice(0, 2).join(".") !== allowed) {
      throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, "etcdserver: invalid downgrade target version");
    }
    return { messages: [{ clusterDowngrade: { clusterVersion: `${current}.0` } }] };
  };
  return {
    EtcdDowngradeValidate: ({ version }) => answer(version),
    EtcdDowngradeEnable: ({ version }) => answer(version),
    EtcdDowngradeCancel: () => {
      needMember(context);
      throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "etcdserver: no inflight downgrade job");
    },
  };
}
