package org.dubnium.common.config;

/** A value of the configuration, with its file, line and key. */
public record Value<T>(Place place, T value) {}
