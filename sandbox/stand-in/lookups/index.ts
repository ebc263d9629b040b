/**
 * What the data sources ask of the API, type by type (how to add one: lookup.ts). Here belongs which requests are made and
 * what an answer says; never how a request is sent.
 */
import type { Lookup } from "./lookup";

/** By full type name; a type that is missing says so. */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {};
