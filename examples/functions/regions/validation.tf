variable "regions" {
  description = "The regions to send mail through."
  type        = list(string)

  validation {
    condition     = alltrue([for region in var.regions : contains(provider::sessmtp::regions(), region)])
    error_message = "SES has an SMTP endpoint only in ${join(", ", provider::sessmtp::regions())}."
  }
}

output "hosts" {
  value = [for region in var.regions : provider::sessmtp::endpoint(region).host]
}
