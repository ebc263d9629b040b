/** Every recorded scenario, on each core. */
import { testScenarios } from "../support/sink-scenarios";

testScenarios({ family: "terraform", timeoutMs: 1_200_000 });
testScenarios({ family: "tofu", timeoutMs: 1_200_000 });
