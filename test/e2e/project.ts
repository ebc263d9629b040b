/** A Hetzner project over its API: what carries a label, what it costs, and how it is all deleted. */

/** Kinds of things by their path, in the order in which they can be deleted. */
const KINDS = [
  "load_balancers",
  "servers",
  "volumes",
  "primary_ips",
  "placement_groups",
  "firewalls",
  "networks",
  "images",
] as const;

/** Where the project is, and who asks. */
export interface ProjectAccess {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly token: string;
}

/** A thing of the project. */
export interface LabelledThing {
  readonly kind: (typeof KINDS)[number];
  readonly id: number;
  readonly name: string;
}

type Answer = Readonly<Record<string, unknown>>;

/** Rounds of deleting: a network can go only when the servers in it are gone. */
const MOST_ROUNDS = 60;

/** A project of Hetzner's. */
export class HetznerProject {
  readonly #access: ProjectAccess;
  readonly #pause: () => Promise<void>;

  /** `pause` waits between two rounds of deleting. */
  constructor(access: ProjectAccess, pause: () => Promise<void>) {
    this.#access = access;
    this.#pause = pause;
  }

  /** Everything with a label, `key=value`. */
  async labelled(label: string): Promise<readonly LabelledThing[]> {
    const found: LabelledThing[] = [];
    for (const kind of KINDS) {
      const answer = await this.#call("GET", `/${kind}?per_page=50&label_selector=${encodeURIComponent(label)}`);
      for (const thing of listOf(answer[kind])) {
        found.push({ kind, id: Number(thing["id"]), name: String(thing["name"] ?? thing["description"]) });
      }
    }
    return found;
  }

  /** Gives a server another label beside those that it has. */
  async label(id: number, key: string, value: string): Promise<void> {
    const { server } = await this.#call("GET", `/servers/${id}`);
    const labels = { ...recordOf(recordOf(server)["labels"]), [key]: value };
    await this.#call("PUT", `/servers/${id}`, { labels });
  }

  /** The price list. */
  async pricing(): Promise<Answer> {
    return recordOf((await this.#call("GET", "/pricing"))["pricing"]);
  }

  /** Deletes everything with a label; resolves to what is left after all tries. */
  async deleteLabelled(label: string): Promise<readonly LabelledThing[]> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const left = await this.labelled(label);
      if (left.length === 0) return left;
      for (const { kind, id } of left) await this.#delete(kind, id);
      await this.#pause();
    }
    return this.labelled(label);
  }

  /** What cannot be deleted yet is met again in the next round. */
  async #delete(kind: string, id: number): Promise<void> {
    await this.#fetch("DELETE", `/${kind}/${id}`).catch(() => undefined);
  }

  async #call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    if (!response.ok)
      throw new Error(
        `Cannot ask Hetzner: ${method} ${path} was answered with ${response.status}: ${text.slice(0, 300)}`,
      );
    return recordOf(text === "" ? {} : JSON.parse(text));
  }

  #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const { endpoint, token } = this.#access;
    return fetch(`${endpoint}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** A value as a record; an empty one where it is none. */
export function recordOf(value: unknown): Answer {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** A value as a list of records. */
export function listOf(value: unknown): readonly Answer[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}
