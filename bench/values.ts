/** `npm run bench -- values`: how fast values become MessagePack and JSON and come back, for a state of 5 MB. */
import { type CtyType, listOf, mapOf, objectOf, setOf } from "../provider-bridge/framework/types/type";
import type { Value } from "../provider-bridge/framework/values/value";
import { decodeJson, decodeMsgpack, encodeJson, encodeMsgpack } from "../provider-bridge/protocol/values";
import { readNumber } from "../provider-bridge/protocol/values/number-text";

const STATE_BYTES = 5_000_000;
const DEFAULT_ROUNDS = 15;

const NODE: CtyType = objectOf({
  id: "string",
  name: "string",
  server_id: "number",
  price: "number",
  ready: "bool",
  labels: mapOf("string"),
  addresses: listOf("string"),
  features: setOf("string"),
  disks: listOf(objectOf({ device: "string", size_gib: "number", model: "string" })),
  annotation: "string",
});
const STATE: CtyType = objectOf({ nodes: listOf(NODE) });

/** A node as a state has thousands of: short texts, few numbers, nested objects, here and there a null. */
function node(index: number): Value {
  return new Map<string, Value>([
    ["id", `node-${index}`],
    ["name", `worker-${index}.cluster.example`],
    ["server_id", 40_000_000 + index],
    ["price", readNumber(`${index % 100}.${index % 7}9`) ?? 0],
    ["ready", index % 3 !== 0],
    [
      "labels",
      new Map<string, Value>([
        ["cluster", "demo"],
        ["pool", `pool-${index % 9}`],
        ["role", "worker"],
      ]),
    ],
    ["addresses", [`10.0.${index % 256}.1`, `2a01:4f8:${index.toString(16)}::1`]],
    ["features", ["cni", "csi", "öffentlich"]],
    ["disks", [disk("/dev/sda", 40), disk("/dev/sdb", index % 500)]],
    [
      "annotation",
      index % 2 === 0 ? null : `Set up by hand, see ticket ${index}: "careful" with <this> one\n`.repeat(2),
    ],
  ]);
}

function disk(device: string, size: number): Value {
  return new Map<string, Value>([
    ["device", device],
    ["size_gib", size],
    ["model", "QEMU HARDDISK"],
  ]);
}

/** Prints the table and the line `RESULT encode_mb_s=… decode_mb_s=…` (MessagePack). `--rounds N` sets the rounds. */
export async function run(args: readonly string[]): Promise<void> {
  const flag = args.indexOf("--rounds");
  const rounds = flag < 0 ? DEFAULT_ROUNDS : Number(args[flag + 1]);
  const state = stateOfSize(STATE_BYTES);
  const msgpack = encodeMsgpack(state, STATE);
  const json = encodeJson(state, STATE);
  const big: Value = new Map([["text", "All work and no play makes Jack a dull boy. ".repeat(STATE_BYTES / 44)]]);
  const bigType = objectOf({ text: "string" });
  const bigBytes = encodeMsgpack(big, bigType);
  const works: readonly Work[] = [
    { name: "encode, MessagePack", bytes: msgpack.length, work: () => encodeMsgpack(state, STATE) },
    { name: "decode, MessagePack", bytes: msgpack.length, work: () => decodeMsgpack(msgpack, STATE) },
    { name: "encode, JSON", bytes: json.length, work: () => encodeJson(state, STATE) },
    { name: "decode, JSON", bytes: json.length, work: () => decodeJson(json, STATE) },
    { name: "encode, MessagePack, one text", bytes: bigBytes.length, work: () => encodeMsgpack(big, bigType) },
    { name: "decode, MessagePack, one text", bytes: bigBytes.length, work: () => decodeMsgpack(bigBytes, bigType) },
  ];
  const speeds = measure(works, rounds);
  for (const [index, { name, bytes }] of works.entries()) {
    console.log(
      `${name.padEnd(32)} ${(bytes / 1e6).toFixed(1)} MB ${(speeds[index] ?? 0).toFixed(1).padStart(9)} MB/s`,
    );
  }
  console.log(`RESULT encode_mb_s=${(speeds[0] ?? 0).toFixed(1)} decode_mb_s=${(speeds[1] ?? 0).toFixed(1)}`);
}

interface Work {
  readonly name: string;
  readonly bytes: number;
  readonly work: () => unknown;
}

function stateOfSize(bytes: number): Value {
  const sample = encodeMsgpack(new Map([["nodes", Array.from({ length: 100 }, (_, index) => node(index))]]), STATE);
  const count = Math.ceil((bytes / sample.length) * 100);
  return new Map([["nodes", Array.from({ length: count }, (_, index) => node(index))]]);
}

/**
 * The median speed of each work in MB for each second of processor time (garbage collection included), which a busy
 * machine changes little; the works take turns, so that what it changes hits all of them.
 */
function measure(works: readonly Work[], rounds: number): readonly number[] {
  const times: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { work }] of works.entries()) {
      const started = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(started);
      times[index]?.push((user + system) / 1e6);
    }
  }
  return works.map(({ bytes }, index) => bytes / 1e6 / median(times[index] ?? []));
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
