/** Who may call what: Talos's roles by method, and what is open in maintenance (facts §2.3, §2.10, §3.2). */
import { GrpcStatus } from "../../../wire/grpc/status";
import { TalosStatus } from "../grpc";

const admin = "os:admin";
const operator = "os:operator";
const reader = "os:reader";
const backup = "os:etcd:backup";

/** Method → roles besides admin, one line for each set; methods that are not here are the admin's alone. */
const openTo: readonly (readonly [readonly string[], string])[] = [
  [
    [operator, reader],
    "Version Hostname SystemStat Memory LoadAvg CPUInfo DiskStats DiskUsage NetworkDeviceStats Processes Mounts Stats " +
      "Containers ServiceList Events Logs LogsContainers Dmesg List ImageList ImageService/List Disks Time TimeCheck " +
      "HealthCheck State/Get State/List State/Watch ControllerRuntimeDependencies",
  ],
  [[operator], "Reboot Shutdown ServiceStart ServiceStop ServiceRestart Restart ImagePull ImageService/Pull"],
  [[operator], "EtcdAlarmDisarm EtcdDefragment"],
  [[operator, reader, backup], "EtcdMemberList EtcdStatus EtcdAlarmList"],
  [[operator, backup], "EtcdSnapshot"],
  [[operator, reader, "os:image:verifier"], "ImageService/Verify"],
  [["os:meta:writer"], "MetaWrite MetaDelete"],
];

const rolesByMethod = new Map(
  openTo.flatMap(([roles, names]) => names.split(" ").map((name): [string, readonly string[]] => [name, roles])),
);

/** Only control planes answer these; what Talos calls them when it says so. */
const controlPlaneOnly: ReadonlyMap<string, string> = new Map([
  ["Bootstrap", "bootstrap"],
  ["Kubeconfig", "kubeconfig"],
  ["GenerateClientConfiguration", "generate client configuration"],
  ["EtcdMemberList", "member list"],
  ["EtcdLeaveCluster", "etcd leave"],
  ["EtcdForfeitLeadership", "etcd forfeit leadership"],
  ["EtcdRemoveMemberByID", "etcd remove member"],
  ["EtcdSnapshot", "etcd snapshot"],
  ["EtcdRecover", "etcd recover"],
  ["EtcdStatus", "etcd status"],
  ["EtcdAlarmList", "etcd alarm list"],
  ["EtcdAlarmDisarm", "etcd alarm disarm"],
  ["EtcdDefragment", "etcd defragment"],
  ["EtcdDowngradeValidate", "etcd downgrade validate"],
  ["EtcdDowngradeEnable", "etcd downgrade enable"],
  ["EtcdDowngradeCancel", "etcd downgrade cancel"],
]);
/** Up to 1.12, these say it in words and with a code of their own. */
const oldControlPlaneWords: ReadonlyMap<string, string> = new Map([
  ["Bootstrap", "bootstrap can only be performed on a control plane node"],
  ["GenerateClientConfiguration", "client configuration (talosconfig) can't be generated on worker nodes"],
]);

/** What the small server of Talos up to 1.12 answers in maintenance. */
const oldMaintenance: ReadonlySet<string> = new Set(
  "ApplyConfiguration Disks BlockDeviceWipe State/Get State/List State/Watch".split(" "),
);
/** What that server knows, but only for callers on the management network. */
const oldMaintenanceClosed: ReadonlySet<string> = new Set("Version Upgrade Reset MetaWrite MetaDelete".split(" "));
/** What nobody needs a role for in maintenance from 1.13 on. */
const newMaintenance: ReadonlySet<string> = new Set(["ApplyConfiguration", "BlockDeviceWipe"]);
const firstMinorWithOneApid = 13;

/** Who asks, and of what machine. */
export interface AccessQuestion {
  /** As in "/machine.MachineService/Version". */
  readonly path: string;
  readonly roles: readonly string[];
  readonly isMaintenance: boolean;
  /** Of the machine; undefined before there is a configuration. */
  readonly isControlPlane: boolean | undefined;
  readonly minor: number;
}

/**
 * Lets the call pass, or refuses it as Talos does.
 * @throws TalosStatus PERMISSION_DENIED or UNIMPLEMENTED.
 */
export function checkAccess(question: AccessQuestion): void {
  const name = methodName(question.path);
  const { isMaintenance, minor } = question;
  if (isMaintenance && minor < firstMinorWithOneApid) {
    if (oldMaintenance.has(name)) return;
    const method = question.path.split("/").at(-1);
    throw unimplemented(
      oldMaintenanceClosed.has(name)
        ? "API is not implemented in maintenance mode"
        : `method ${method} not implemented`,
    );
  }
  if (isMaintenance && newMaintenance.has(name)) return;
  const roles = isMaintenance ? [reader] : question.roles;
  const allowed = [admin, ...(rolesByMethod.get(name) ?? [])];
  if (!roles.some((role) => allowed.includes(role))) {
    throw new TalosStatus(GrpcStatus.PERMISSION_DENIED, "not authorized");
  }
  checkControlPlane(name, question);
}

function checkControlPlane(name: string, { isControlPlane, minor }: AccessQuestion): void {
  const api = controlPlaneOnly.get(name);
  if (api === undefined || isControlPlane === true) return;
  if (isControlPlane === undefined) throw unimplemented(`machine type is not set, cannot use ${api} API`);
  const oldWords = minor < firstMinorWithOneApid ? oldControlPlaneWords.get(name) : undefined;
  if (oldWords !== undefined) throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, oldWords);
  throw unimplemented(`${api} is only available on control plane nodes`);
}

/** "Version" for what only one service has, "State/Get" and "ImageService/List" for names that several have. */
function methodName(path: string): string {
  const [, service = "", method = ""] = path.split("/");
  const shortService = service.split(".").at(-1) ?? "";
  return shortService === "State" || shortService === "ImageService" || shortService === "LifecycleService"
    ? `${shortService}/${method}`
    : method;
}

function unimplemented(message: string): TalosStatus {
  return new TalosStatus(GrpcStatus.UNIMPLEMENTED, message);
}
