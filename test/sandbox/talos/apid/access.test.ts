import { checkAccess } from "../../../../sandbox/talos/apid/access";

type Question = Parameters<typeof checkAccess>[0];
const ok = 0;
const [unimplemented, denied, precondition] = [12, 7, 9];

function codeOf(method: string, question: Partial<Question>): number {
  const path = method.includes("/") ? `/${method}` : `/machine.MachineService/${method}`;
  const given = { path, roles: ["os:admin"], isMaintenance: false, isControlPlane: true, minor: 13, ...question };
  try {
    checkAccess(given);
    return ok;
  } catch (error) {
    return error instanceof Error && "code" in error ? Number(error.code) : -1;
  }
}

describe("Access", () => {
  it.each([
    ["Version", ["os:reader"], ok],
    ["Version", ["os:etcd:backup"], denied],
    ["Version", [], denied],
    ["Version", ["os:admin2", "OS:ADMIN"], denied],
    ["Reboot", ["os:operator"], ok],
    ["Reboot", ["os:reader"], denied],
    ["EtcdSnapshot", ["os:etcd:backup"], ok],
    ["EtcdSnapshot", ["os:reader", "os:etcd:backup"], ok],
    ["EtcdRemoveMemberByID", ["os:operator"], denied],
    ["MetaWrite", ["os:meta:writer"], ok],
    ["machine.ImageService/Pull", ["os:operator"], ok],
    ["machine.ImageService/Remove", ["os:operator"], denied],
    ["machine.ImageService/Verify", ["os:image:verifier"], ok],
    ["machine.LifecycleService/Upgrade", ["os:operator"], denied],
    ["cosi.resource.State/Get", ["os:reader"], ok],
    ["cosi.resource.State/Update", ["os:reader"], denied],
    ["storage.StorageService/BlockDeviceWipe", ["os:reader"], denied],
    ["SomethingNew", ["os:operator"], denied],
    ["SomethingNew", ["os:admin"], ok],
  ])("to %s with %j: %i", (method, roles, code) => expect(codeOf(method, { roles })).toBe(code));

  it.each([
    ["ApplyConfiguration", 12, ok],
    ["cosi.resource.State/Watch", 12, ok],
    ["Version", 12, unimplemented],
    ["Hostname", 12, unimplemented],
    ["ApplyConfiguration", 13, ok],
    ["Version", 13, ok],
    ["Reset", 13, denied],
    ["EtcdMemberList", 13, unimplemented],
    ["Bootstrap", 13, denied],
  ])("to %s in maintenance of 1.%i: %i", (method, minor, code) => {
    expect(codeOf(method, { minor, roles: [], isMaintenance: true, isControlPlane: undefined })).toBe(code);
  });

  it.each([
    ["Kubeconfig", 13, unimplemented],
    ["Kubeconfig", 9, unimplemented],
    ["Bootstrap", 13, unimplemented],
    ["Bootstrap", 12, precondition],
    ["GenerateClientConfiguration", 12, precondition],
    ["Version", 12, ok],
  ])("to %s on a worker of 1.%i: %i", (method, minor, code) => {
    expect(codeOf(method, { minor, isControlPlane: false })).toBe(code);
  });
});
