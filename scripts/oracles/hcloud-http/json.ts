/** Reads parsed JSON member by member without trusting it: what is missing or of another type becomes a stated default. */
export class Json {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** The member of an object; of anything else a Json of undefined. */
  get(name: string): Json {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return new Json(undefined);
    return new Json(new Map(Object.entries(value)).get(name));
  }

  get isNull(): boolean {
    return this.value === null || this.value === undefined;
  }

  list(): Json[] {
    return Array.isArray(this.value) ? this.value.map((entry) => new Json(entry)) : [];
  }

  text(fallback = ""): string {
    return typeof this.value === "string" ? this.value : fallback;
  }

  textOrNull(): string | null {
    return typeof this.value === "string" ? this.value : null;
  }

  number(): number {
    return typeof this.value === "number" ? this.value : 0;
  }

  numberOrNull(): number | null {
    return typeof this.value === "number" ? this.value : null;
  }

  flag(): boolean {
    return this.value === true;
  }

  /** RFC 3339 to milliseconds. */
  time(): number {
    return Date.parse(this.text());
  }

  timeOrNull(): number | null {
    return this.isNull ? null : this.time();
  }

  labels(): Record<string, string> {
    return Object.fromEntries(this.entries().map(([name, value]) => [name, value.text()]));
  }

  entries(): [string, Json][] {
    const { value } = this;
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).map(([name, entry]) => [name, new Json(entry)]);
  }
}
