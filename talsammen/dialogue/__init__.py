"""What the process itself knows, as pure functions: days, clock times, groups, quantities, warnings, a kit's plan."""
