// Loaded first by the Node processes of most tests with the real engine (`node --require`). Pulumi's package takes each of them
// most of a second: this keeps what V8 has compiled of `node_modules` in a file, and loads TypeScript and npm's own library,
// which Pulumi only needs to serialize functions, when they are used. Nothing else is different.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join } = require("node:path");
const vm = require("node:vm");

const SELDOM_USED = new Set(["typescript", "@npmcli/arborist"]);
if (process.env.QUICK_START_LANGUAGE === "js") {
  // The language host sets it whatever the project's option `typescript` says (seen with 3.259).
  if (process.env.PULUMI_NODEJS_TYPESCRIPT) process.env.PULUMI_NODEJS_TYPESCRIPT = "false";
  const load = Module._load;
  Module._load = function (request, parent, isMain) {
    const really = () => load.call(this, request, parent, isMain);
    const late = SELDOM_USED.has(request) && /[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "");
    return late ? loadedLate(really) : really();
  };
}

function loadedLate(really) {
  let real;
  const get = () => {
    real ??= really();
    return real;
  };
  return new Proxy(
    {},
    {
      // Who asks for that copies all that there is, unless it is true.
      get: (_, key) => key === "__esModule" || get()[key],
      has: (_, key) => key in get(),
      ownKeys: () => Reflect.ownKeys(get()),
      getOwnPropertyDescriptor: (_, key) => ({ ...Object.getOwnPropertyDescriptor(get(), key), configurable: true }),
    },
  );
}

const folder = process.env.QUICK_START_FOLDER;
const program = process.argv[1];
if (folder && program && /[\\/]cmd[\\/]/.test(program)) keepCompiled(join(folder, basename(dirname(program))));

/** One file for each program: how long a list of places is, that list, then what V8 has made of each module. */
function keepCompiled(file) {
  const known = read(file);
  const scripts = {};
  let isNew = false;
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...more) {
    if (!/[\\/](node_modules|dist)[\\/]/.test(filename)) return compile.call(this, content, filename, ...more);
    const script = new vm.Script(Module.wrap(content.replace(/^#!.*/, "")), {
      filename,
      cachedData: known[filename],
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    isNew ||= known[filename] === undefined || script.cachedDataRejected;
    scripts[filename] = script;
    const own = (id) => this.require(id);
    own.resolve = (id, options) => Module._resolveFilename(id, this, false, options);
    own.main = process.mainModule;
    own.extensions = Module._extensions;
    own.cache = Module._cache;
    return script.runInThisContext().call(this.exports, this.exports, own, this, filename, dirname(filename));
  };
  const keep = () => {
    if (isNew) write(file, scripts);
    isNew = false;
  };
  // A provider is killed when it is not needed any more: what is loaded first is kept at once.
  setImmediate(keep);
  process.once("exit", keep);
}

function read(file) {
  let all;
  try {
    all = readFileSync(file);
  } catch {
    return {}; // the first process
  }
  const start = 4 + all.readUInt32LE(0);
  const places = JSON.parse(all.subarray(4, start).toString());
  return Object.fromEntries(
    Object.entries(places).map(([name, [from, length]]) => [name, all.subarray(start + from, start + from + length)]),
  );
}

function write(file, scripts) {
  const places = {};
  const parts = [];
  let from = 0;
  for (const [name, script] of Object.entries(scripts)) {
    const data = script.createCachedData();
    places[name] = [from, data.length];
    parts.push(data);
    from += data.length;
  }
  const list = Buffer.from(JSON.stringify(places));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, Buffer.concat([length, list, ...parts]));
  renameSync(own, file); // as a whole, for others read it meanwhile
}
