package org.certpublisher.plan;

/**
 * Whether the guard holds the withdrawals of a plan.
 *
 * @param losses certificates that entries would lose without a successor in the same modify
 * @param published certificates of ours that the directory holds now
 * @param why what is held, why, and how to allow it once; empty when nothing is held
 */
public record GuardVerdict(boolean held, int losses, int published, String why) {}
