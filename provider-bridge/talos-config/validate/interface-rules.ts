import { isBase64, parseIpPrefix } from "../scalars";
import { booleanAt, listAt, mapAt, numberAt, textAt, type Value, type ValueMap } from "../value";
import { bondProblems } from "./bond-rules";
import { hasPort, isAddressOrCidr, isPlainAddress } from "./endpoint";
import { type Problem, type Rule, when } from "./finding";
import { type LegacyConfig, maps, texts } from "./legacy";

/** Rules about `machine.network.interfaces`. */
export const interfaceRules: readonly Rule<LegacyConfig>[] = [
  { about: "bonds and bridges", check: ({ machine }) => membership(devices(machine)) },
  {
    about: "each interface",
    check: ({ machine }) => {
      const members = memberOwners(devices(machine));
      return listAt(machine, "network", "interfaces").flatMap((device, index) => {
        const path = `machine.network.interfaces[${index}]`;
        if (!(device instanceof Map)) return [{ path, message: "the entry is null" }];
        return booleanAt(device, "ignore") === true ? [] : deviceProblems(device, members, path);
      });
    },
  },
  {
    about: "cidr of an interface",
    warning: true,
    check: ({ machine }) =>
      devices(machine).flatMap((device, index) =>
        when(
          textAt(device, "cidr") !== "" && booleanAt(device, "ignore") !== true,
          `machine.network.interfaces[${index}].cidr`,
          "it is deprecated, use addresses",
        ),
      ),
  },
];

function devices(machine: ValueMap): ValueMap[] {
  return maps(listAt(machine, "network", "interfaces"));
}

function members(device: ValueMap): string[] {
  const bridge = mapAt(device, "bridge");
  return texts(listAt(bridge ?? mapAt(device, "bond"), "interfaces"));
}

/** Member → the last interface that claims it. */
function memberOwners(list: readonly ValueMap[]): Map<string, string> {
  return new Map(
    list.flatMap((device) => members(device).map((member): [string, string] => [member, textAt(device, "interface")])),
  );
}

function membership(list: readonly ValueMap[]): Problem[] {
  const owners = new Map<string, string>();
  return list.flatMap((device, index) => {
    const path = `machine.network.interfaces[${index}]`;
    const name = textAt(device, "interface");
    const bond = mapAt(device, "bond");
    const both = listAt(bond, "interfaces").length > 0 && listAt(bond, "deviceSelectors").length > 0;
    const taken = members(device).flatMap((member) => {
      const owner = owners.get(member);
      owners.set(member, name);
      return when(owner !== undefined && owner !== name, path, `"${member}" is already part of "${owner ?? ""}"`);
    });
    return [
      ...when(bond !== undefined && mapAt(device, "bridge") !== undefined, path, "bond and bridge exclude each other"),
      ...when(both, `${path}.bond`, "interfaces and deviceSelectors exclude each other"),
      ...taken,
    ];
  });
}

function deviceProblems(device: ValueMap, owners: ReadonlyMap<string, string>, path: string): Problem[] {
  const name = textAt(device, "interface");
  const selector = mapAt(device, "deviceSelector");
  const bond = mapAt(device, "bond");
  const wireguard = mapAt(device, "wireguard");
  return [
    ...when(name === "" && selector === undefined, path, "an interface or a deviceSelector is required"),
    ...when(name !== "" && selector !== undefined, path, "interface and deviceSelector exclude each other"),
    ...when(selector?.size === 0, `${path}.deviceSelector`, "the selector is empty"),
    ...(bond === undefined ? [] : bondProblems(bond, `${path}.bond`)),
    ...(wireguard === undefined ? [] : wireguardProblems(wireguard, `${path}.wireguard`)),
    ...vlanProblems(device, path),
    ...addressing(device, owners.has(name), path),
    ...routes(device, path),
  ];
}

function wireguardKey(text: string): boolean {
  return isBase64(text) && Buffer.from(text, "base64").length === 32;
}

function wireguardProblems(section: ValueMap, path: string): Problem[] {
  const peers = maps(listAt(section, "peers")).flatMap((peer, index) => {
    const at = `${path}.peers[${index}]`;
    const endpoint = textAt(peer, "endpoint");
    return [
      ...when(!wireguardKey(textAt(peer, "publicKey")), `${at}.publicKey`, "a key of 32 bytes in base64 is expected"),
      ...when(endpoint !== "" && !hasPort(endpoint), `${at}.endpoint`, `"${endpoint}" is no address with port`),
      ...texts(listAt(peer, "allowedIPs")).flatMap((text, ip) =>
        when(parseIpPrefix(text) === undefined, `${at}.allowedIPs[${ip}]`, `"${text}" is no CIDR`),
      ),
    ];
  });
  return [
    ...when(
      !wireguardKey(textAt(section, "privateKey")),
      `${path}.privateKey`,
      "a key of 32 bytes in base64 is expected",
    ),
    ...peers,
  ];
}

function vlanProblems(device: ValueMap, path: string): Problem[] {
  return maps(listAt(device, "vlans")).flatMap((vlan, index) => {
    const at = `${path}.vlans[${index}]`;
    return addresses(vlan, at);
  });
}

/** `cidr` and `addresses` exclude each other and hold addresses. */
function addresses(section: ValueMap, path: string): Problem[] {
  const cidr = textAt(section, "cidr");
  const list = texts(listAt(section, "addresses"));
  return [
    ...when(list.length > 0 && cidr !== "", path, "cidr and addresses exclude each other"),
    ...when(cidr !== "" && !isAddressOrCidr(cidr), `${path}.cidr`, `"${cidr}" is no address`),
    ...list.flatMap((text, index) =>
      when(!isAddressOrCidr(text), `${path}.addresses[${index}]`, `"${text}" is no address`),
    ),
  ];
}

function addressing(device: ValueMap, isMember: boolean, path: string): Problem[] {
  const vip = mapAt(device, "vip");
  const addressed =
    booleanAt(device, "dhcp") === true || textAt(device, "cidr") !== "" || listAt(device, "addresses").length > 0;
  return [
    ...when(isMember && (addressed || vip !== undefined), path, "a member of a bond or bridge has no addresses"),
    ...addresses(device, path),
    ...when(
      vip !== undefined && !isPlainAddress(textAt(vip, "ip")),
      `${path}.vip.ip`,
      `"${textAt(vip, "ip")}" is no address`,
    ),
  ];
}

function routes(device: ValueMap, path: string): Problem[] {
  return listAt(device, "routes").flatMap((route: Value, index) => {
    const at = `${path}.routes[${index}]`;
    const field = (name: string) => textAt(route, name);
    return [
      ...when(
        field("network") !== "" && parseIpPrefix(field("network")) === undefined,
        `${at}.network`,
        `"${field("network")}" is no CIDR`,
      ),
      ...when(
        field("gateway") !== "" && !isPlainAddress(field("gateway")),
        `${at}.gateway`,
        `"${field("gateway")}" is no address`,
      ),
      ...when(field("gateway") === "" && field("network") === "", at, "a network or a gateway is required"),
      ...when(
        field("source") !== "" && !isPlainAddress(field("source")),
        `${at}.source`,
        `"${field("source")}" is no address`,
      ),
    ];
  });
}

/** True for a VLAN number that Linux takes. */
export function isVlanId(section: ValueMap, key: string): boolean {
  const id = numberAt(section, key);
  return id >= 1 && id <= 4094;
}
