import { celProblem } from "../cel";
import { isBase64, parseDuration, parseIpAddress, parseIpPrefix, parsePortRange } from "../scalars";
import { listAt, mapAt, numberAt, textAt, type Value, type ValueMap, valueAt } from "../value";
import { isSubnetFilter } from "./endpoint";
import { type Problem, when } from "./finding";
import { isVlanId } from "./interface-rules";
import { maps, texts } from "./legacy";

/** What is wrong with a document of a kind; path relative to the document. */
export type DocumentCheck = (document: ValueMap, minor: number) => Problem[];

const named = (document: ValueMap) => when(textAt(document, "name") === "", "name", "a name is required");
const reservedTables = ["", "unspec", "default", "main", "local"];
/** Priorities of routing rules that Linux and Talos use themselves. */
const reservedPriorities = [0, 32500, 32766, 32767];

/** What Talos advises for a bond. */
export function bondWarnings(document: ValueMap): Problem[] {
  if (textAt(document, "bondMode") !== "802.3ad") return [];
  return ["miimon", "updelay", "downdelay"].flatMap((key) =>
    when(!document.has(key), key, "it is not set for an 802.3ad bond"),
  );
}

/** Checks of network documents, by kind. */
export const networkDocuments: Readonly<Record<string, DocumentCheck>> = {
  LinkConfig: (document) => [...named(document), ...link(document)],
  DummyLinkConfig: (document) => [...named(document), ...link(document)],
  BridgeConfig: (document) => [...named(document), ...link(document)],
  BondConfig: (document) => [
    ...named(document),
    ...when(listAt(document, "links").length === 0, "links", "at least one link is required"),
    ...when(!document.has("bondMode"), "bondMode", "a mode is required"),
    ...link(document),
  ],
  VLANConfig: (document) => [
    ...named(document),
    ...when(!isVlanId(document, "vlanID"), "vlanID", "a number from 1 to 4094 is required"),
    ...when(textAt(document, "parent") === "", "parent", "the parent link is required"),
    ...link(document),
  ],
  VRFConfig: (document) => [
    ...named(document),
    ...when(reservedTables.includes(textAt(document, "table")), "table", "a routing table of its own is required"),
    ...link(document),
  ],
  WireguardConfig: (document) => [...named(document), ...wireguard(document), ...link(document)],
  DHCPv4Config: dhcp,
  DHCPv6Config: dhcp,
  EthernetConfig: named,
  Layer2VIPConfig: virtualAddress,
  HCloudVIPConfig: (document) => [
    ...virtualAddress(document),
    ...when(textAt(document, "apiToken") === "", "apiToken", "a token of the Hetzner Cloud is required"),
  ],
  HostnameConfig: hostname,
  KubeSpanConfig: (document) => [
    ...when(document.has("mtu") && numberAt(document, "mtu") < 1280, "mtu", "it is at least 1280"),
    ...texts(listAt(document, "filters", "endpoints")).flatMap((text, index) =>
      when(!isSubnetFilter(text), `filters.endpoints[${index}]`, `"${text}" is no subnet`),
    ),
  ],
  LinkAliasConfig: (document, minor) => [...linkAliasName(document, minor), ...selector(document, "selector", "link")],
  StaticHostConfig: (document) => [
    ...named(document),
    ...when(parseIpAddress(textAt(document, "name")) === undefined, "name", "the name is an IP address"),
    ...when(listAt(document, "hostnames").length === 0, "hostnames", "at least one host name is required"),
  ],
  TimeSyncConfig: (document) => [
    ...when(isNegative(document, "bootTimeout"), "bootTimeout", "it cannot be negative"),
    ...when(
      mapAt(document, "ntp") !== undefined && mapAt(document, "ptp") !== undefined,
      "ptp",
      "ntp and ptp exclude each other",
    ),
  ],
  TCPProbeConfig: (document) => [
    ...named(document),
    ...when(textAt(document, "endpoint") === "", "endpoint", "an endpoint is required"),
    ...["timeout", "interval"].flatMap((key) => when(isNegative(document, key), key, "it cannot be negative")),
    ...when(numberAt(document, "failureThreshold") < 0, "failureThreshold", "it cannot be negative"),
  ],
  BlackholeRouteConfig: (document) => [
    ...named(document),
    ...when(parseIpPrefix(textAt(document, "name")) === undefined, "name", "the name is a CIDR"),
  ],
  RoutingRuleConfig: routingRule,
  NetworkRuleConfig: networkRule,
};

/** Addresses and routes of a link document. */
function link(document: ValueMap): Problem[] {
  const unspecified = (text: string) => parseIpAddress(text.replace(/\/.*/, ""))?.value === 0n;
  const routes = maps(listAt(document, "routes")).flatMap((route, index) =>
    ["destination", "gateway", "source"].flatMap((key) => {
      const text = textAt(route, key);
      return when(text !== "" && unspecified(text), `routes[${index}].${key}`, `"${text}" is the unspecified address`);
    }),
  );
  const addresses = maps(listAt(document, "addresses")).flatMap((entry, index) => {
    const text = textAt(entry, "address");
    if (text === "")
      return [{ path: `addresses[${index}].address`, message: "an address with a prefix length is required" }];
    return when(unspecified(text), `addresses[${index}].address`, `"${text}" is the unspecified address`);
  });
  return [...addresses, ...routes];
}

function dhcp(document: ValueMap): Problem[] {
  const duid = textAt(document, "clientIdentifier") === "duid";
  const raw = textAt(document, "duidRaw") !== "";
  return [
    ...named(document),
    ...when(raw && !duid, "duidRaw", 'it needs clientIdentifier "duid"'),
    ...when(duid && !raw, "duidRaw", 'clientIdentifier "duid" needs it'),
  ];
}

function virtualAddress(document: ValueMap): Problem[] {
  const name = textAt(document, "name");
  const wrong = name === "" ? "a name is required" : `"${name}" is no IP address, which the name is`;
  return [
    ...when(parseIpAddress(name) === undefined, "name", wrong),
    ...when(textAt(document, "link") === "", "link", "the link is required"),
  ];
}

function hostname(document: ValueMap, minor: number): Problem[] {
  const auto = document.get("auto");
  const name = textAt(document, "hostname");
  const first = name.split(".")[0] ?? "";
  return [
    ...when((auto === undefined || (auto === "off" && minor < 13)) && name === "", "", "auto or hostname is required"),
    ...when(
      auto !== undefined && auto !== "off" && name !== "",
      "auto",
      'auto and hostname exclude each other; set "auto: off"',
    ),
    ...when(auto === "talos-addr", "auto", '"talos-addr" cannot be chosen'),
    ...when(name.length > 253, "hostname", "the name has more than 253 characters"),
    ...when(name !== "" && (first.length === 0 || first.length > 63), "hostname", `"${first}" is no host name`),
  ];
}

/** Patterns for several links came with Talos 1.13; before, "%" is a character like any other. */
function linkAliasName(document: ValueMap, minor: number): Problem[] {
  const name = textAt(document, "name");
  if (!name.includes("%") || minor < 13) return named(document);
  const at = name.indexOf("%");
  return when(name.slice(at + 1) !== "d" || at === 0, "name", `"${name}" has a number only as %d at its end`);
}

/** A CEL expression under `match` that has to be there. */
export function selector(document: ValueMap, path: string, environment: "link" | "disk" | "volume"): Problem[] {
  const match = textAt(document, ...path.split("."), "match");
  if (match === "") return [{ path: `${path}.match`, message: "an expression is required" }];
  const problem = celProblem(match, environment, "bool");
  return problem === undefined ? [] : [{ path: `${path}.match`, message: problem }];
}

function isNegative(document: Value, key: string): boolean {
  return (parseDuration(textAt(document, key)) ?? 0n) < 0n;
}

function wireguard(document: ValueMap): Problem[] {
  const isKey = (text: string) => isBase64(text) && Buffer.from(text, "base64").length === 32;
  const message = "a key of 32 bytes in base64 is required";
  const port = numberAt(document, "listenPort");
  const peers = maps(listAt(document, "peers")).flatMap((peer, index) => {
    const preshared = textAt(peer, "presharedKey");
    return [
      ...when(!isKey(textAt(peer, "publicKey")), `peers[${index}].publicKey`, message),
      ...when(preshared !== "" && !isKey(preshared), `peers[${index}].presharedKey`, message),
      ...when(
        isNegative(peer, "persistentKeepaliveInterval"),
        `peers[${index}].persistentKeepaliveInterval`,
        "it cannot be negative",
      ),
    ];
  });
  return [
    ...when(!isKey(textAt(document, "privateKey")), "privateKey", message),
    ...when(port < 0 || port > 65535, "listenPort", "it is a port from 0 to 65535"),
    ...peers,
  ];
}

function routingRule(document: ValueMap): Problem[] {
  const name = textAt(document, "name");
  const valid = /^\d{1,10}$/.test(name) && Number(name) < 2 ** 32;
  const action = textAt(document, "action");
  const noTable = ["", "unspec"].includes(textAt(document, "table"));
  return [
    ...named(document),
    ...when(!valid, "name", "the name is the priority, a number"),
    ...when(
      reservedPriorities.includes(valid ? Number(name) : 0),
      "name",
      "the priority is from 1 to 32765 and none that Talos uses itself",
    ),
    ...when(
      noTable && ["", "unspec", "unicast"].includes(action),
      "table",
      "a table or another action than unicast is required",
    ),
    ...when(
      valueAt(document, "fwMask") !== undefined && valueAt(document, "fwMark") === undefined,
      "fwMask",
      "it needs fwMark",
    ),
  ];
}

/** Talos stops at the first problem here. */
function networkRule(document: ValueMap): Problem[] {
  if (textAt(document, "name") === "") return named(document);
  const ports = listAt(document, "portSelector", "ports").map((port) => parsePortRange(String(port)));
  if (ports.length === 0) return [{ path: "portSelector.ports", message: "at least one port is required" }];
  const ranges = ports.filter((range) => range !== undefined).toSorted((left, right) => left.low - right.low);
  for (const [index, range] of ranges.entries()) {
    const before = ranges[index - 1];
    if (range.low > range.high || (before !== undefined && range.low <= before.high)) {
      return [
        {
          path: "portSelector.ports",
          message: `the range ${range.low}-${range.high} is empty or overlaps another one`,
        },
      ];
    }
  }
  const index = maps(listAt(document, "ingress")).findIndex((rule) => textAt(rule, "subnet") === "");
  return when(index >= 0, `ingress[${index}].subnet`, "a subnet is required");
}
