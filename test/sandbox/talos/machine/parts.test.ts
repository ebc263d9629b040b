/** The small parts of a machine: logs, services, installer references, versions, addresses, what a disk holds. */
import { EventLog } from "../../../../sandbox/talos/machine/event-log";
import {
  freshInstallation,
  readInstallationId,
  wipeEphemeral,
  wipeState,
  writeInstallationId,
} from "../../../../sandbox/talos/machine/installation";
import { readInstallerReference } from "../../../../sandbox/talos/machine/installer-image";
import { LogBook } from "../../../../sandbox/talos/machine/log-book";
import { addressesIn } from "../../../../sandbox/talos/machine/node-addresses";
import { ServiceTable } from "../../../../sandbox/talos/machine/service-table";
import { minorOf, upgradeRefusal, versionDetails } from "../../../../sandbox/talos/machine/talos-version";

describe("A log book", () => {
  it("gives the last lines of a service, the kernel's in its own form, and what is said from now on", () => {
    const time = { ms: Date.UTC(2026, 0, 1) };
    const book = new LogBook(() => time.ms);
    for (const text of ["a", "b", "c"]) book.add("etcd", text);
    time.ms += 1500;
    const heard: string[] = [];
    const leave = book.follow((service, line) => heard.push(service + line.length));
    book.add("kernel", "panic");
    leave();
    book.add("kernel", "still");
    expect(book.text("etcd", 2)).toBe("2026-01-01T00:00:00.000Z b\n2026-01-01T00:00:00.000Z c\n");
    expect([book.text("etcd", 0), book.text("nobody", -1)]).toEqual(["", ""]);
    expect(book.text("kernel", -1)).toMatch(/^kern: +info: \[2026-01-01T00:00:01.500Z\]: \[1.500000\] panic\n/);
    expect(heard).toHaveLength(1);
    for (let index = 0; index < 600; index += 1) book.add("etcd", String(index));
    expect(book.text("etcd", -1).split("\n")).toHaveLength(501);
    expect(book.names()).toEqual(["etcd", "kernel"]);
  });
});

describe("A table of services", () => {
  it("keeps states, healths and the last ten things that happened", () => {
    let changes = 0;
    const events = new EventLog(() => 0, "0123456789ab");
    const services = new ServiceTable(
      () => 7,
      events,
      () => {
        changes += 1;
      },
    );
    services.run("etcd");
    expect(services.isUp("etcd")).toBe(true);
    services.setHealth("etcd", false, "no leader");
    services.setHealth("etcd", false, "no leader");
    expect([services.isUp("etcd"), services.get("etcd")?.healthMessage, changes]).toEqual([false, "no leader", 3]);
    for (let index = 0; index < 20; index += 1) services.set("etcd", "Waiting", String(index));
    expect(
      services
        .get("etcd")
        ?.events.map(({ message }) => message)
        .at(-1),
    ).toBe("19");
    expect(services.get("etcd")?.events).toHaveLength(10);
    expect(services.get("etcd")?.isHealthy).toBeUndefined();
    services.remove("etcd");
    expect([services.isUp("etcd"), services.list()]).toEqual([false, []]);
  });
});

describe("An installer's reference", () => {
  const id = "ab".repeat(32);
  it.each([
    [`factory.talos.dev/hcloud-installer/${id}:v1.13.9`, ["v1.13.9", id, "hcloud", false]],
    [`factory.talos.dev/hcloud-installer-secureboot/${id}:v1.13.9@sha256:${id}`, ["v1.13.9", id, "hcloud", true]],
    [`127.0.0.1:8080/installer/${id}:v1.9.6`, ["v1.9.6", id, "metal", false]],
    ["ghcr.io/siderolabs/installer:v1.14.0-rc.1", ["v1.14.0-rc.1", undefined, "metal", false]],
  ])("is read: %s", (reference, wanted) => {
    const found = readInstallerReference(reference);
    expect([found?.version, found?.schematicId, found?.platform, found?.isSecureBoot]).toEqual(wanted);
  });

  it.each([
    "",
    "ghcr.io/siderolabs/installer",
    "ghcr.io/siderolabs/installer:latest",
    `factory.talos.dev/hcloud-installer/${id}`,
    `factory.talos.dev/hcloud-installer/${id.slice(1)}:v1.13.9`,
    `factory.talos.dev/HCLOUD-installer/${id}:v1.13.9`,
    "registry.k8s.io/kubelet:v1.36.3",
  ])("is none: %j", (reference) => expect(readInstallerReference(reference)).toBeUndefined());
});

describe("Versions", () => {
  it("lead from one to another as far as Talos's installers allow", () => {
    expect(upgradeRefusal("v1.13.8", "v1.13.9")).toBeUndefined();
    expect(upgradeRefusal("v1.12.0", "v1.14.0")).toBeUndefined();
    expect(upgradeRefusal("v1.11.6", "v1.14.0")).toMatch("too old");
    expect(upgradeRefusal("v1.13.9", "v1.11.6")).toMatch("too new");
    expect(upgradeRefusal("v1.13.9", "v1.2.0")).toMatch("unsupported");
  });

  it("have details of their own, those of the newest where nothing is known", () => {
    expect([minorOf("v1.9.6"), minorOf("1.13.0"), minorOf("v2.0.0")]).toEqual([9, 13, Number.NaN]);
    expect(versionDetails("v1.9.6").etcd).toBe("3.5.21");
    expect(versionDetails("v1.99.0")).toEqual(versionDetails("v1.14.0"));
  });
});

describe("Addresses", () => {
  const addresses = ["127.77.0.2", "10.0.0.2", "10.1.0.2"].map((ip, index) => {
    return { ip, bits: 32, link: `eth${index}`, isPrivate: index > 0 };
  });
  it.each([
    [[], ["127.77.0.2", "10.0.0.2", "10.1.0.2"]],
    [["10.0.0.0/16"], ["10.0.0.2"]],
    [["!127.0.0.0/8"], ["10.0.0.2", "10.1.0.2"]],
    [["10.0.0.0/8", "!10.1.0.0/16"], ["10.0.0.2"]],
    [["192.168.0.0/16"], []],
  ])("in %j are %j", (subnets, wanted) => {
    expect(addressesIn(addresses, subnets).map(({ ip }) => ip)).toEqual(wanted);
  });
});

describe("What lies on a disk", () => {
  it("is known by an id that an image written anew takes away", () => {
    const bytes = Buffer.alloc(64 * 1024);
    const disk = {
      read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
      write: (offset: number, part: Uint8Array) => {
        bytes.set(part, offset);
        return part.length;
      },
    };
    expect(readInstallationId(disk)).toBeUndefined();
    writeInstallationId(disk, "0123456789abcdef");
    expect(readInstallationId(disk)).toBe("0123456789abcdef");
    bytes.fill(0);
    expect(readInstallationId(disk)).toBeUndefined();
  });

  it("is forgotten partition by partition", () => {
    const installation = {
      ...freshInstallation("0123456789abcdef", "disk-1"),
      configText: "text",
      nodeId: "node",
      etcd: { clusterKey: "c", memberId: "m" },
      etcdSnapshot: "s",
      pulledImages: ["system a"],
      isProvisioned: true,
    };
    wipeEphemeral(installation);
    expect(installation).toMatchObject({ configText: "text", nodeId: "node", etcd: null, pulledImages: [] });
    wipeState(installation);
    expect(installation).toEqual(freshInstallation("0123456789abcdef", "disk-1"));
  });
});
