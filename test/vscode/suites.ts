/** Every suite that runs inside VS Code, in the order of running. */
import './suites/activation.ts';
