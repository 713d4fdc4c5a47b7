"""Makes a small model: make-model.py DIRECTORY SHARDS KIB, a bundle with so many shards of so many KiB each;
with "hub" after these, as a Hugging Face cache has it, in DIRECTORY/models--acme--NAME."""

import hashlib
import json
import os
import pathlib
import struct
import sys

REVISION = "0123456789abcdef0123456789abcdef01234567"


def files(shards, kib):
    """Name and content of each file, but for the list of checksums."""
    names = [f"model-{number:05}-of-{shards:05}.safetensors" for number in range(1, shards + 1)]
    yield "config.json", json.dumps({
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "torch_dtype": "bfloat16",
        "num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32,
        "num_key_value_heads": 8, "max_position_embeddings": 8192, "vocab_size": 128256}).encode()
    index = {f"layer.{number}": name for number, name in enumerate(names)}
    yield "model.safetensors.index.json", json.dumps({"weight_map": index}).encode()
    yield "tokenizer/vocabulary.txt", b"words\n"
    size = kib << 10
    for number, name in enumerate(names):
        header = json.dumps({f"layer.{number}": {
            "dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
        yield name, struct.pack("<Q", len(header)) + header + bytes([number % 251]) * size


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def bundle(directory, shards, kib):
    sums = []
    for name, content in files(shards, kib):
        put(directory / name, content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    put(directory / "SHA256SUMS", "".join(sums).encode())


def hub(cache, shards, kib):
    put(cache / "refs/main", REVISION.encode())
    for name, content in files(shards, kib):
        large = name.endswith(".safetensors")
        blob = (hashlib.sha256 if large else hashlib.sha1)(content).hexdigest()
        put(cache / "blobs" / blob, content)
        link = cache / "snapshots" / REVISION / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(cache / "blobs" / blob, link.parent))


def main():
    directory, shards, kib = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if sys.argv[4:] == ["hub"]:
        hub(directory.with_name(f"models--acme--{directory.name}"), shards, kib)
    else:
        bundle(directory, shards, kib)


main()
