// Loaded before every test file (package.json): property tests draw the same examples in every run, so that a red run is a
// change, not a draw. PROPERTY_SEED=12345, or any other number, explores other examples.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
