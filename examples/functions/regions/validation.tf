terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "regions" {
  description = "The Regions to send mail through."
  type        = list(string)

  validation {
    condition = alltrue([
      for region in var.regions : contains(provider::sessmtp::regions(), region)
    ])
    error_message = "Choose from ${join(", ", provider::sessmtp::regions())}."
  }
}

output "hosts" {
  value = [for region in var.regions : provider::sessmtp::endpoint(region).host]
}
