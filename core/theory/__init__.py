"""Closed forms and exact solutions: what the mathematics says, to lie on the same axes as the measurements."""

from core.theory.batch_chain import TakeAll, take_all
from core.theory.bounds import phi_0_s, phi_1_s, take_all_bound_s
from core.theory.closed_loop import closed_loop_latency_bound_s, closed_loop_throughput_bound
from core.theory.full_batches import FixedBatchMeans, fixed_batch, mdc_waiting_s
from core.theory.multi_server import erlang_c, mmc_latency_s, mmc_waiting_s
from core.theory.single_server import (
    md1_latency_s,
    md1_waiting_s,
    mg1_latency_s,
    mg1_waiting_s,
    mm1_latency_quantile_s,
    mm1_latency_s,
    mm1_waiting_s,
)
from core.theory.stability import Unstable, batch_service_s, batching_gain_bound, is_stable, utilisation
from core.theory.tail import slow_share

__all__ = [
    "FixedBatchMeans",
    "TakeAll",
    "Unstable",
    "batch_service_s",
    "batching_gain_bound",
    "closed_loop_latency_bound_s",
    "closed_loop_throughput_bound",
    "erlang_c",
    "fixed_batch",
    "is_stable",
    "md1_latency_s",
    "md1_waiting_s",
    "mdc_waiting_s",
    "mg1_latency_s",
    "mg1_waiting_s",
    "mm1_latency_quantile_s",
    "mm1_latency_s",
    "mm1_waiting_s",
    "mmc_latency_s",
    "mmc_waiting_s",
    "phi_0_s",
    "phi_1_s",
    "slow_share",
    "take_all",
    "take_all_bound_s",
    "utilisation",
]
