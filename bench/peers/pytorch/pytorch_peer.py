"""The workloads on PyTorch from Python: the same protocol, data and line of JSON as the peers on the JVM.

    python3 pytorch_peer.py W1 2

Not a library for the JVM, but what many would compare with. Needs torch and numpy.
"""

import gzip
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

LEARNING_RATE = 0.001
BATCH = {"W1": 32, "W2": 32, "W3": 128, "W4": 256, "W5": 32, "W6": 32, "W7": 32, "W9": 32}
EPOCH_OF = {"train": 55_000, "start": 2_000, "before": 3_200}
WINDOWS, WARM_UP_STEPS, CALLS, PASSES = 10, 300, 10_000, 30


def read(name):
    """The bytes of a file of Fashion-MNIST, without its header."""
    folders = [os.environ.get("NACRE_DATA"), Path.home() / ".cache/nacre/fashion-mnist", "/usr/share/datasets/fashion-mnist"]
    for folder in filter(None, folders):
        for file in (Path(folder) / "fashion-mnist" / f"{name}.gz", Path(folder) / f"{name}.gz"):
            if file.exists():
                return np.frombuffer(gzip.decompress(file.read_bytes()), np.uint8, offset=16 if "idx3" in name else 8)
    sys.exit("pytorch_peer.py: found no Fashion-MNIST; see data/fetch-fashion-mnist")


def images(part, count):
    """Images as rows of floats from 0 to 1, and their classes."""
    pixels = read(f"{part}-images-idx3-ubyte").reshape(-1, 784)[:count]
    labels = read(f"{part}-labels-idx1-ubyte")[:count]
    return torch.from_numpy(pixels.astype(np.float32) / 255), torch.from_numpy(labels.astype(np.int64))


def dense(inputs, units, he=False):
    layer = nn.Linear(inputs, units)
    if he:
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    else:
        nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def batch_norm(units):
    return nn.BatchNorm1d(units, eps=1e-3, momentum=0.01)


def network(workload, seed):
    torch.manual_seed(seed)
    if workload in ("W1", "W6", "W9"):
        layers = [dense(784, 100, True), nn.ReLU(), dense(100, 100, True), nn.ReLU(), dense(100, 100, True), nn.ReLU(), dense(100, 10)]
    elif workload in ("W2", "W7"):
        layers = [batch_norm(784), dense(784, 300), nn.ReLU(), batch_norm(300), dense(300, 100), nn.ReLU(), batch_norm(100), dense(100, 10)]
    elif workload == "W3":
        layers = []
        for i in range(20):
            layers += [dense(100 if i else 784, 100, True), batch_norm(100), nn.SiLU()]
        layers.append(dense(100, 10))
    elif workload == "W4":
        layers = [dense(784, 1024), nn.ReLU(), dense(1024, 1024), nn.ReLU(), dense(1024, 1024), nn.ReLU(), dense(1024, 10)]
    else:
        layers = [nn.Dropout(0.2), dense(784, 100), nn.ReLU(), nn.Dropout(0.2), dense(100, 100), nn.ReLU(), nn.Dropout(0.2), dense(100, 10)]
    return nn.Sequential(*layers)


def optimizer(workload, net):
    if workload == "W2" or workload == "W7":
        return torch.optim.SGD(net.parameters(), LEARNING_RATE, momentum=0.9, nesterov=True)
    if workload == "W3":
        return torch.optim.NAdam(net.parameters(), LEARNING_RATE, eps=1e-7)
    if workload == "W4":
        return torch.optim.Adam(net.parameters(), LEARNING_RATE, eps=1e-7)
    return torch.optim.SGD(net.parameters(), LEARNING_RATE)


def epoch(workload, net, pixels, labels):
    """Trains once over the images; gives the times at which steps ended, and the mean loss."""
    net.train()
    rule, criterion, batch = optimizer(workload, net), nn.CrossEntropyLoss(), BATCH[workload]
    rows = torch.randperm(len(labels))
    total, times = 0.0, [time.perf_counter()]
    for part in torch.split(rows, batch):
        loss = criterion(net(pixels[part]), labels[part])
        rule.zero_grad(set_to_none=True)
        loss.backward()
        rule.step()
        total += loss.item() * len(part)
        times.append(time.perf_counter())
    return times, total / len(labels)


def windows(times, batch):
    """Images a second in each window of an epoch."""
    window = (len(times) - 1) // WINDOWS
    return [window * batch / (times[(i + 1) * window] - times[i * window]) for i in range(WINDOWS)]


def training(workload):
    pixels, labels = images("train", EPOCH_OF["train"])
    batch = BATCH[workload]
    epoch(workload, network(workload, 1), pixels[: WARM_UP_STEPS * batch], labels[: WARM_UP_STEPS * batch])
    net = network(workload, 2)
    times, _ = epoch(workload, net, pixels, labels)
    rates = windows(times, batch)
    net.eval()
    with torch.inference_mode():
        loss = nn.CrossEntropyLoss()(net(pixels[:10_000]), labels[:10_000]).item()
    epoch(workload, net, pixels, labels)
    later = windows(epoch(workload, net, pixels, labels)[0], batch)
    return (
        "train",
        "images/s",
        rates,
        {
            "final_loss": loss,
            "us_per_step": batch / float(np.median(rates)) * 1e6,
            "steps": len(times) - 1,
            "third_epoch_us_per_step": batch / float(np.median(later)) * 1e6,
        },
    )


def monte_carlo(workload):
    pixels, _ = images("t10k", 10_000)
    net = network(workload, 1).train()

    def one_pass(batch):
        start = time.perf_counter()
        answers = torch.cat([net(some).softmax(1) for some in torch.split(pixels, batch)])
        return answers, len(pixels) / (time.perf_counter() - start)

    with torch.inference_mode():
        sizes = [100, 250, 1000, 2500]
        tried = {size: [one_pass(size)[1] for _ in range(3)][-1] for size in sizes}
        batch = max(sizes, key=tried.get)
        mean, rates = torch.zeros(len(pixels), 10), []
        for _ in range(100):
            answers, rate = one_pass(batch)
            mean += answers
            rates.append(rate)
    return "mc", "sample-images/s", rates, {"batch": batch}


def one_image(workload):
    pixels, _ = images("t10k", 1000)
    net, micros = network(workload, 1).eval(), []
    with torch.inference_mode():
        for call in range(2 * CALLS):
            image = pixels[call % 1000 : call % 1000 + 1]
            start = time.perf_counter()
            net(image).softmax(1).numpy()
            micros.append((time.perf_counter() - start) * 1e6)
    return "predict-1 p50", "us", micros[CALLS:], {"p99": float(np.percentile(micros[CALLS:], 99))}


def many_images(workload):
    net = network(workload, 1)
    epoch(workload, net, *images("train", EPOCH_OF["before"]))
    pixels, _ = images("t10k", 10_000)
    net.eval()
    rates = []
    with torch.inference_mode():
        for _ in range(2 * PASSES):
            start = time.perf_counter()
            torch.cat([net(some).softmax(1) for some in torch.split(pixels, 1024)]).numpy()
            rates.append(len(pixels) / (time.perf_counter() - start))
    return "predict", "images/s", rates[PASSES:], {}


def process_start():
    """When this process began, in seconds of the system's boot clock."""
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


def start(workload):
    _, loss = epoch(workload, network(workload, 1), *images("train", EPOCH_OF["start"]))
    seconds = time.clock_gettime(time.CLOCK_BOOTTIME) - process_start()
    return "start to first epoch", "s", [seconds], {"final_loss": loss}


def main():
    workload, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    torch.set_flush_denormal(True)
    kinds = {"W5": monte_carlo, "W6": one_image, "W7": many_images, "W9": start}
    metric, unit, values, extra = kinds.get(workload, training)(workload)
    result = {
        "peer": "PyTorch",
        "workload": workload,
        "threads": threads,
        "metric": metric,
        "unit": unit,
        "value": float(np.median(values)),
        "min": min(values),
        "max": max(values),
        **extra,
        "version": f"PyTorch {torch.__version__}, Python {sys.version.split()[0]}",
    }
    print(json.dumps(result, separators=(",", ":")))


main()
