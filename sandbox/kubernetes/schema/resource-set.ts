import { builtInGroups, builtInResources, type Group, type Resource } from "./resource";

/** Every resource that a cluster serves; custom resource definitions add to it. */
export class ResourceSet {
  readonly #byPath = new Map<string, Resource>();
  readonly #all: Resource[] = [];
  readonly #groups: Group[] = [...builtInGroups];

  constructor() {
    for (const resource of builtInResources) this.add(resource);
  }

  /** Adds a resource, and its group and version where they are new. */
  add(resource: Resource): void {
    this.#byPath.set(`${resource.group}/${resource.version}/${resource.name}`, resource);
    this.#all.push(resource);
    const known = this.#groups.findIndex((group) => group.name === resource.group);
    const versions = this.#groups[known]?.versions ?? [];
    if (versions.includes(resource.version)) return;
    if (known >= 0) this.#groups[known] = { name: resource.group, versions: [...versions, resource.version] };
    else this.#groups.push({ name: resource.group, versions: [resource.version] });
  }

  find(group: string, version: string, name: string): Resource | undefined {
    return this.#byPath.get(`${group}/${version}/${name}`);
  }

  findKind(group: string, version: string, kind: string): Resource | undefined {
    return this.#all.find(
      (resource) => resource.kind === kind && resource.group === group && resource.version === version,
    );
  }

  /** The built-in one of that plural name; for callers that know it exists. @throws RangeError when there is none. */
  named(name: string, group = ""): Resource {
    const found = this.#all.find((resource) => resource.name === name && resource.group === group);
    if (found === undefined) throw new RangeError(`Cannot find resource "${name}" of group "${group}"`);
    return found;
  }

  get all(): readonly Resource[] {
    return this.#all;
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  hasGroupVersion(group: string, version: string): boolean {
    return this.#groups.some((row) => row.name === group && row.versions.includes(version));
  }
}
