/**
 * Faults as data: what shall go wrong, how often, and how often it did. A door asks the book before each thing that a
 * fault may spoil; the book never acts by itself.
 *
 * | door          | what                            | subject that `match` looks at | effect |
 * |---------------|---------------------------------|-------------------------------|--------|
 * | hetzner       | method, or "*"                  | path below /v1                | status, code, message, details, delayMs, cut |
 * | action        | command, or "*"                 | resources as "server/1"       | code, message, applied (the work was done all the same); or durationMs |
 * | stock         | server type                     | location                      | – |
 * | network       | "hang" or "refuse"              | address, or address:port      | – |
 * | rate-limit    | "limit"                         | –                             | limit (requests per hour; what it refuses is a hit) |
 * | server        | "ignore-shutdown"               | server name                   | – |
 * | image-factory | "slow", "cut", "status", …      | path                          | bytesPerSecond, afterBytes, status |
 * | ssh           | "refuse", "hang", "cut", …      | address                       | afterBytes, … |
 * | talos         | method ("Version"), or "rpc"    | "server method"               | delayMs; code and message; cutAfterMessages |
 * | talos         | "boot-fails"                    | server name                   | – (a slot just written falls back to the other) |
 * | talos         | "install-fails"                 | server name                   | – |
 * | talos         | "pull-fails"                    | "server image"                | – |
 * | talos         | "discovery"                     | server name                   | – (cut off from discovery while it is there) |
 * | talos         | "certificate-expired"           | server name                   | – (of the next certificate it shows) |
 */
import { assertFaultKind } from "./fault-kinds";

/** What a fault does; which members count is the door's business. */
export type FaultEffect = Readonly<Record<string, unknown>>;

/** A fault as someone asks for it. */
export interface FaultRequest {
  door: string;
  what: string;
  /** Regular expression over the subject; absent: every subject. */
  match?: string;
  /** So many hits pass unharmed first; default 0 ("the third POST" is skip 2). */
  skip?: number;
  /** So many hits are spoiled, then the fault is over; default 1; 0: until it is removed. */
  times?: number;
  effect?: FaultEffect;
}

/** A fault in the book. */
export interface Fault {
  readonly id: number;
  readonly door: string;
  readonly what: string;
  readonly match: string | null;
  readonly skip: number;
  readonly times: number;
  readonly effect: FaultEffect;
  /** Subjects that matched, spoiled or not. */
  seen: number;
  /** How often it struck. */
  hits: number;
}

interface Entry {
  fault: Fault;
  pattern: RegExp | null;
}

/** All faults of a world. `onHit` hears of each that strikes. */
export class FaultBook {
  readonly #entries = new Map<number, Entry>();
  readonly #onHit: (fault: Fault, subject: string) => void;
  #nextId = 1;

  constructor(onHit: (fault: Fault, subject: string) => void = () => {}) {
    this.#onHit = onHit;
  }

  /**
   * Adds a fault.
   * @throws TypeError when `match` is no regular expression; RangeError when a count is negative.
   */
  add(request: FaultRequest): Fault {
    const { door, what, match, skip = 0, times = 1, effect = {} } = request;
    if (!Number.isInteger(skip) || skip < 0 || !Number.isInteger(times) || times < 0) {
      throw new RangeError(`Cannot add fault "${door} ${what}": skip and times are whole numbers from 0`);
    }
    const pattern = match === undefined ? null : compile(match);
    const id = this.#nextId++;
    const fault: Fault = { id, door, what, match: match ?? null, skip, times, effect, seen: 0, hits: 0 };
    this.#entries.set(id, { fault, pattern });
    return fault;
  }

  /** Removes a fault; false when there is none with this id. */
  remove(id: number): boolean {
    return this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Every fault ever added and not removed, spent ones too, with their counts. */
  list(): Fault[] {
    return [...this.#entries.values()].map((entry) => entry.fault);
  }

  /** Asks whether a fault strikes here and now, and counts it. The first that fits wins. */
  take(door: string, what: string, subject = ""): FaultEffect | undefined {
    for (const entry of this.#entries.values()) {
      if (!fits(entry, door, what, subject)) continue;
      const { fault } = entry;
      fault.seen += 1;
      if (fault.seen <= fault.skip || isSpent(fault)) continue;
      fault.hits += 1;
      this.#onHit(fault, subject);
      return fault.effect;
    }
    return undefined;
  }

  /** The same question without counting, for what lasts (out of stock, a hanging address). */
  peek(door: string, what: string, subject = ""): FaultEffect | undefined {
    if (this.#entries.size === 0) return undefined;
    for (const entry of this.#entries.values()) {
      if (fits(entry, door, what, subject) && !isSpent(entry.fault)) return entry.fault.effect;
    }
    return undefined;
  }
}

/** The members of a fault and what each is. */
const memberTypes: Readonly<Record<string, string>> = {
  door: "string",
  what: "string",
  match: "string",
  skip: "number",
  times: "number",
  effect: "object",
};

/** Reads one fault from outside. @throws TypeError when it is none. */
export function parseFault(value: unknown): FaultRequest {
  const fields = Object.entries(typeof value === "object" && value !== null ? value : {});
  for (const [name, given] of fields) refuseMember(name, given);
  const request = { door: "", what: "", ...Object.fromEntries(fields) };
  if (request.door === "" || request.what === "") {
    throw new TypeError('Cannot read fault: "door" and "what" are wanted, as in { "door": "hetzner", "what": "POST" }');
  }
  assertFaultKind(request);
  return request;
}

function refuseMember(name: string, given: unknown): void {
  const type = Object.hasOwn(memberTypes, name) ? memberTypes[name] : undefined;
  if (type === undefined) {
    const known = Object.keys(memberTypes).join(", ");
    throw new TypeError(`Cannot read fault: there is no member "${name}", only ${known}`);
  }
  if (typeof given !== type || given === null || Array.isArray(given)) {
    throw new TypeError(`Cannot read fault: "${name}" is ${JSON.stringify(given)}, and a ${type} is wanted`);
  }
}

function fits(entry: Entry, door: string, what: string, subject: string): boolean {
  const { fault, pattern } = entry;
  return fault.door === door && (fault.what === what || fault.what === "*") && (pattern?.test(subject) ?? true);
}

function isSpent(fault: Fault): boolean {
  return fault.times !== 0 && fault.hits >= fault.times;
}

function compile(match: string): RegExp {
  try {
    return new RegExp(match);
  } catch (error) {
    throw new TypeError(`Cannot add fault: "${match}" is no regular expression`, { cause: error });
  }
}
