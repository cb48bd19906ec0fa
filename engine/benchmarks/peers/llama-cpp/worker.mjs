// llama.cpp as a child of the comparison: loads one GGUF file for each variant, then answers the lines that Worker.java describes.
//
// usage: node worker.mjs THREADS CONTEXT NAME=FILE ...
import {createInterface} from "node:readline";
import {readFileSync} from "node:fs";
import {getLlama, LlamaLogLevel} from "node-llama-cpp";

const [threads, context, ...files] = process.argv.slice(2);

// llama.cpp's own clock around its forward passes, which printTimings() hands to the logger.
let timings = "";
const llama = await getLlama({
    gpu: false,
    build: "never",
    skipDownload: true,
    maxThreads: Number(threads),
    logLevel: LlamaLogLevel.info,
    logger: (level, message) => {
        timings += message;
        process.stderr.write(message + "\n");
    }
});

const variants = new Map();
for (const file of files) {
    const [name, path] = file.split("=");
    const model = await llama.loadModel({modelPath: path});
    const evaluated = await model.createContext({
        contextSize: Number(context),
        threads: Number(threads),
        performanceTracking: true
    });
    variants.set(name, {context: evaluated, sequence: evaluated.getSequence()});
}

// Tokens come from evaluate(), the lowest level that node-llama-cpp offers: it keeps one sampler, sends one token to llama.cpp and waits for it.
// What that costs beside llama.cpp's own work is measured, not believed: 'inside' is llama.cpp's clock, 'seconds' is ours, and the report shows both.
function greedily(sequence, ids) {
    return sequence.evaluate(ids, {temperature: 0, yieldEogToken: true});
}

function seconds(from) {
    return Number(process.hrtime.bigint() - from) / 1e9;
}

async function inside(variant, kind) {
    timings = "";
    await variant.context.printTimings();
    const found = timings.match(new RegExp(`:\\s+${kind} time =\\s*([0-9.]+) ms`));
    return found == null ? 0 : Number(found[1]) / 1e3;
}

async function decode(variant, count, ids) {
    await variant.sequence.clearHistory();
    const tokens = greedily(variant.sequence, ids);
    const written = [(await tokens.next()).value];
    await inside(variant, "eval"); // the prompt is not counted
    const start = process.hrtime.bigint();
    for (let step = 0; step < count; step++) {
        written.push((await tokens.next()).value);
    }
    const wall = seconds(start);
    await tokens.return();
    return ["decoded", wall, await inside(variant, "eval"), written.join(",")].join(" ");
}

async function prefill(variant, ids) {
    await variant.sequence.clearHistory();
    await inside(variant, "eval");
    const tokens = greedily(variant.sequence, ids);
    const start = process.hrtime.bigint();
    await tokens.next();
    const wall = seconds(start);
    await tokens.return();
    return ["read", wall, await inside(variant, "prompt eval")].join(" ");
}

async function answer(line) {
    const [command, name, count, list] = line.split(" ");
    const variant = variants.get(name);
    if (variant == null) {
        throw new Error(`no variant '${name}'`);
    }
    switch (command) {
        case "decode":
            return await decode(variant, Number(count), list.split(",").map(Number));
        case "prefill":
            return await prefill(variant, count.split(",").map(Number));
        default:
            throw new Error(`no command '${command}'`);
    }
}

function versionOf(name) {
    return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
}

console.log(`ready llama.cpp ${llama.llamaCppRelease.release} in node-llama-cpp ${versionOf("node-llama-cpp")}`);
for await (const line of createInterface({input: process.stdin})) {
    try {
        console.log(await answer(line));
    } catch (error) {
        console.log(`failed ${String(error).replaceAll("\n", " ")}`);
    }
}
process.exit(0);
