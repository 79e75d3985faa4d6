// Loaded before the TypeScript entry points (`node --import`): a Node that cannot read .ts files would only say "Unknown file extension".
// Plain JavaScript, because exactly the Node that is too old has to read it.
const needed = 24;
const [major] = process.versions.node.split('.');
if (Number(major) < needed) {
  console.error(
    `The scripts of this project run on Node ${needed} or newer and this is Node ${process.versions.node}: ` +
      'run them through npm after `npm install` (on Linux x64 it brings its own Node), or install a newer Node from https://nodejs.org.',
  );
  process.exit(1);
}
