package org.dubnium.daemon.domain.mode;

/**
 * A unit that a contract wants active.
 *
 * @param whenEnabled the clause counts only if the unit is enabled on this host
 */
public record UnitClause(UnitName unit, boolean whenEnabled) {}
