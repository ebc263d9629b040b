/** What protects an object twice: Terraform refuses to plan its end, and Hetzner refuses to delete it. */
export interface Protection {
  readonly deleteProtection?: boolean;
  readonly lifecycle?: { readonly preventDestroy: true };
}

/**
 * The protection that is asked for. Hetzner's alone would be too late: by the time that it refuses, the provider has shut
 * down, detached and unassigned what goes with the object.
 */
export function protection(isWanted: boolean | undefined): Protection {
  if (isWanted === undefined) return {};
  return isWanted ? { deleteProtection: true, lifecycle: { preventDestroy: true } } : { deleteProtection: false };
}
