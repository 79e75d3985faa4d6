/** Every suite that runs inside VS Code, in the order of running. */
import './suites/activation.ts';
import './suites/language.ts';
import './suites/fixes.ts';
import './suites/run-experiment.ts';
import './suites/language-server.ts';
