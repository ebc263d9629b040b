import { companions } from "./companions";
import { descriptions } from "./descriptions";
import { names } from "./names";
import type { RegisteredRule } from "./registered-rule";
import { secrets } from "./secrets";
import { sets } from "./sets";

/** Every rule about what the provider registers. */
export const REGISTERED_RULES: readonly RegisteredRule[] = [companions, descriptions, names, secrets, sets];
