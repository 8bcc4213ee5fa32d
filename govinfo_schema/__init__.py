"""The data standard for the statistics of China's annual reports on open government information."""

__version__ = "0.1.0"
