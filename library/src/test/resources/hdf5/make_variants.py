"""Writes variants.h5: what HDF5 files may hold beside what Keras writes. Needs h5py."""
import h5py
import numpy as np

with h5py.File("variants.h5", "w", libver="latest") as file:
    file.attrs["fixed"] = np.bytes_("fixed text")
    file.attrs["variable"] = "text of any length, é"
    file.attrs["fixed list"] = np.array([b"a", b"bcd"])
    file.attrs["variable list"] = ["x", "", "yz"]
    file.attrs["no list"] = np.zeros(0)
    file.attrs["number"] = 7
    numbers = file.create_group("numbers")
    for kind in ["f2", "f4", "f8", "i4", ">f4"]:
        numbers[kind] = np.arange(6, dtype=kind).reshape(2, 3)
    for kind in ["i1", "i2", "i8", "u1", "u2", "u4"]:
        whole = file.require_group("whole")
        whole[kind] = np.array([0, 1, 100], dtype=kind)
    other = file.create_group("other")
    other["text"] = "not a number"
    other["big"] = np.array([2], dtype="u8")
    other["empty"] = np.zeros((0, 3), dtype="f4")
    other.create_dataset("packed", data=np.zeros((64, 64), dtype="f4"), chunks=(8, 64), compression="gzip")
    other["soft"] = h5py.SoftLink("/numbers/f4")
    other["outside"] = h5py.ExternalLink("elsewhere.h5", "/")
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((3,))
    dataset = h5py.h5d.create(other.id, b"compact", h5py.h5t.IEEE_F32LE, space, compact)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([1, 2, 3], dtype="f4"))
    file.create_group("nothing")

with h5py.File("dense.h5", "w", libver="latest") as file:
    for i in range(20):
        file[f"array {i}"] = np.zeros(1, dtype="f4")
