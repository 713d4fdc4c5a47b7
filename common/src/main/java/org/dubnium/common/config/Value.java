package org.dubnium.common.config;

/** Something read, with the place where it is written. */
public record Value<T>(Place place, T value) {}
